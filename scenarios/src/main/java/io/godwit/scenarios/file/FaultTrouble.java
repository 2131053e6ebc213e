package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.fault.Chance;
import io.godwit.model.fault.Length;
import io.godwit.model.fleet.ControlTrouble;
import io.godwit.model.fleet.HostTrouble;
import io.godwit.model.random.Distribution;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.Whole;
import java.util.List;
import java.util.Optional;

/** How much is wrong with what a fault strikes, and how long. */
final class FaultTrouble {

  static final Section KEYS = Section.part();

  private static final long LEAST_BOOT_NANOS = 1_000_000_000L;

  /** In which a control plane starts again where nothing else is said (an assumption). */
  private static final SimDuration RESTART = SimDuration.ofSeconds(5);

  static final Key<SimDuration> FOR =
      KEYS.optional(
          "for",
          new Drawn<>(POSITIVE_DURATION),
          "places: how long, drawn anew for each place and time; crashes and mismatches without it for ever, a restart of the control"
              + " plane 5 s (an assumption)");

  static final Key<ByteRate> CAPACITY =
      KEYS.optional("capacity", Amounts.RATE, "link-degraded: what is left");

  static final Key<Long> LOSS =
      KEYS.optional(
          "loss",
          Amount.plain(Quantity.PROBABILITY, 1, 1_000_000),
          "link-lossy: packets that are lost; what eight TCP streams make of such a link is left"
              + " (an assumption)");

  static final Key<Long> FACTOR =
      KEYS.optional(
          "factor",
          new Whole(2, 1_000_000),
          "host-slow and command-slow: how many times as long everything takes");

  static final Key<SimDuration> DELAY =
      KEYS.optional(
          "delay",
          POSITIVE_DURATION,
          "control-plane-slow, request-reordered and request-duplicated: how much later, or at"
              + " most");

  private FaultTrouble() {}

  static ByteRate capacity(Values fault) {
    return fault.or(CAPACITY, ByteRate.ZERO);
  }

  static Optional<Length> lasts(Values fault, Chance chance) {
    if (fault.has(FOR)) {
      return Optional.of(
          new Length(
              fault.get(FOR), fault.drawn(FOR).map(drawn -> bootable(fault, drawn)), chance));
    }
    return fault.get(FaultBlock.KIND).equals(ControlTrouble.RESTART.word())
        ? Optional.of(Length.of(RESTART))
        : Optional.empty();
  }

  /** No host boots in less. */
  private static Distribution bootable(Values fault, Distribution drawn) {
    String kind = fault.get(FaultBlock.KIND);
    return FaultFamily.HOST.has(kind) && FaultFamily.hostTrouble(kind) == HostTrouble.CRASH
        ? new Distribution(drawn.kind(), drawn.parameters(), LEAST_BOOT_NANOS, drawn.most())
        : drawn;
  }

  /** Whether it is over once, by its own time or its condition's. */
  private static boolean ends(Values fault) {
    return fault.has(FOR) || (fault.has(FaultClock.WHILE) && !FaultClock.isTimed(fault));
  }

  static void check(FaultProblems problems, Values fault, String kind) {
    boolean slows = HostTrouble.ofWord(kind).filter(HostTrouble::hasFactor).isPresent();
    problems.goesWith(
        fault, FACTOR, slows, "only host-slow and command-slow are slower by a factor");
    if (slows && !fault.has(FACTOR)) {
      problems.needs(fault, FACTOR);
    }
    boolean loses = kind.equals("link-lossy");
    problems.goesWith(fault, LOSS, loses, "only link-lossy loses packets");
    if (loses && !fault.has(LOSS)) {
      problems.needs(fault, LOSS);
    }
    delays(problems, fault, kind);
    lasts(problems, fault, kind);
    flapping(problems, fault, kind);
    amounts(problems, fault);
  }

  private static void delays(FaultProblems problems, Values fault, String kind) {
    Optional<ControlTrouble> trouble = ControlTrouble.ofWord(kind);
    boolean delayed = trouble.filter(each -> !each.isAway()).isPresent();
    problems.goesWith(fault, DELAY, delayed, "a fault of kind " + kind + " delays no request");
    boolean must = trouble.filter(ControlTrouble::needsDelay).isPresent();
    if (must && !fault.has(DELAY)) {
      problems.needs(fault, DELAY);
    }
  }

  private static void lasts(FaultProblems problems, Values fault, String kind) {
    Optional<ControlTrouble> trouble = ControlTrouble.ofWord(kind);
    boolean byPhase = !FaultClock.isByClock(fault);
    boolean once = byPhase && trouble.filter(ControlTrouble::mayComeOnce).isPresent();
    boolean goesOn = FaultFamily.isOfPlace(kind) && !once;
    problems.goesWith(fault, FOR, goesOn, "what a fault of kind " + kind + " does is done at once");
    boolean must = HostTrouble.ofWord(kind).filter(HostTrouble::needsTime).isPresent();
    boolean away = trouble.filter(ControlTrouble::needsTime).isPresent();
    boolean disturbed = trouble.filter(each -> !each.isAway()).isPresent() && !once && !ends(fault);
    if (!fault.has(FOR) && (must || away || disturbed)) {
      problems.needs(fault, FOR);
    }
  }

  private static void flapping(FaultProblems problems, Values fault, String kind) {
    if (!kind.equals("link-flapping")) {
      return;
    }
    for (Key<?> key : List.of(FaultClock.EVERY, FaultClock.COUNT)) {
      if (!fault.has(key)) {
        problems.needs(fault, key);
      }
    }
    if (fault.has(FaultClock.EVERY)
        && fault.has(FOR)
        && fault.number(FOR) >= fault.number(FaultClock.EVERY)) {
      problems.problem(
          fault,
          FOR,
          "a link that is down for so long is never up again between; write less than 'every'");
    }
  }

  private static void amounts(FaultProblems problems, Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    if ((FaultFamily.LINK.has(kind) || FaultFamily.NETWORK.has(kind)) && !ends(fault)) {
      problems.needs(fault, FOR);
    }
    if (FaultFamily.LINK.has(kind) && kind.equals("link-degraded") != fault.has(CAPACITY)) {
      problems.whole(
          fault,
          "link-degraded needs a capacity, and %s can have none"
              .formatted(kind.equals("link-degraded") ? "link-down" : kind));
    }
    if (kind.equals("rolling-reboot") && !fault.has(FOR)) {
      problems.needs(fault, FOR);
    }
    if (FaultFamily.HOST.has(kind)
        && FaultFamily.hostTrouble(kind) == HostTrouble.CRASH
        && fault.has(FOR)
        && fault.number(FOR) < LEAST_BOOT_NANOS) {
      problems.problem(fault, FOR, "no host boots in less than 1 s; write more");
    }
  }
}
