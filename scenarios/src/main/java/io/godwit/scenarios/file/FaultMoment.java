package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.fault.Chance;
import io.godwit.model.migration.Moment;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** When in a migration a fault strikes, how surely, and on which side of it. */
final class FaultMoment {

  static final Section KEYS = Section.part();

  private static final String DESTINATION = "destination";

  static final Key<Long> DEVICE =
      KEYS.withDefault(
          "device", new Whole(0, 255), "0", "devices: its number in the guest's list, from 0");

  static final Key<String> SIDE =
      KEYS.withDefault(
          "side",
          Word.of("source", DESTINATION),
          "source",
          "of the migration: whose device, host or links are struck");

  static final Key<Phase> PHASE =
      KEYS.withDefault(
          "phase",
          Word.of(Phase.values(), Phase::word),
          "device-stop",
          "of the migration, when it is struck; without at, every and rate; with on: undone, any"
              + " in which an attempt fails, unless given");

  static final Key<Moment.Edge> ON =
      KEYS.withDefault(
          "on",
          Word.of(Moment.Edge.values(), Moment.Edge::word),
          "entered",
          "whether the phase's beginning counts, its end, or that an attempt that failed in it"
              + " begins to be undone");

  static final Key<SimDuration> AFTER =
      KEYS.withDefault("after", DURATION, "0 ns", "since the phase began, or ended");

  static final Key<SimDuration> JITTER =
      KEYS.optional("jitter", POSITIVE_DURATION, "added at most, drawn each time");

  static final Key<Long> ATTEMPT =
      KEYS.optional(
          "attempt",
          new Whole(1, 1_000),
          "in which attempt of the migration; else in the first, or in any with occurrence or"
              + " probability");

  static final Key<Long> OCCURRENCE =
      KEYS.optional(
          "occurrence",
          new Whole(1, 1_000),
          "of the phase, in all attempts of one migration together: which of them");

  static final Key<Long> PROBABILITY =
      KEYS.optional(
          "probability",
          Amount.plain(Quantity.PROBABILITY, 1, 1_000_000),
          "each time that it could strike");

  /** What says when in a migration a fault strikes. */
  static final List<Key<?>> BY_PHASE = List.of(PHASE, ON, AFTER, ATTEMPT, OCCURRENCE);

  private FaultMoment() {}

  static boolean isByPhase(Values fault) {
    return BY_PHASE.stream().anyMatch(key -> fault.given(key).isPresent());
  }

  /** Whether it strikes as an attempt is undone. */
  static boolean isUndone(Values fault) {
    return fault.get(ON) == Moment.Edge.UNDONE;
  }

  static boolean isAtDestination(Values fault) {
    return fault.get(SIDE).equals(DESTINATION);
  }

  static Moment moment(Values fault, Chance chance) {
    return new Moment(
        phase(fault),
        fault.get(ON),
        fault.get(AFTER),
        attempt(fault),
        fault.has(OCCURRENCE) ? OptionalInt.of(fault.count(OCCURRENCE)) : OptionalInt.empty(),
        chance);
  }

  /** An attempt that is undone has failed in any, unless the fault says in which. */
  static Optional<Phase> phase(Values fault) {
    boolean any = isUndone(fault) && fault.given(PHASE).isEmpty();
    return any ? Optional.empty() : Optional.of(fault.get(PHASE));
  }

  /** The first, unless the fault counts or draws otherwise. */
  static OptionalInt attempt(Values fault) {
    if (fault.has(ATTEMPT)) {
      return OptionalInt.of(fault.count(ATTEMPT));
    }
    return fault.hasAny(OCCURRENCE, PROBABILITY) ? OptionalInt.empty() : OptionalInt.of(1);
  }

  /** Its draws depend on the scenario's seed and its name. */
  static Chance chance(Values fault, long seed) {
    return new Chance(
        seed,
        fault.or(FaultBlock.NAME, fault.path()),
        fault.or(PROBABILITY, 1_000_000L),
        fault.or(JITTER, SimDuration.ZERO));
  }

  static void check(FaultProblems problems, Values fault, String kind) {
    problems.goesWith(
        fault,
        DEVICE,
        FaultFamily.isOfDevice(kind),
        "a fault of kind " + kind + " strikes no device");
    problems.goesWith(
        fault,
        SIDE,
        !kind.equals("out-of-memory") || isAtDestination(fault),
        "a fault of kind " + kind + " strikes the destination");
  }
}
