package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;

import io.godwit.model.fault.Chance;
import io.godwit.model.fault.Schedule;
import io.godwit.model.fleet.Condition;
import io.godwit.model.fleet.ControlTrouble;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;

/** When the clock, or a condition, brings a fault. */
final class FaultClock {

  static final Section KEYS = Section.part();

  private static final long NANOS_PER_HOUR = 3_600_000_000_000L;

  private static final String SERIAL = "serial";

  static final Key<SimDuration> AT =
      KEYS.optional(
          "at", DURATION, "virtual time; with every the first, with rate that from which on");

  static final Key<SimDuration> EVERY =
      KEYS.optional("every", POSITIVE_DURATION, "again and again, so far apart; with count");

  static final Key<Long> RATE =
      KEYS.optional(
          "rate",
          Amount.plain(Quantity.OCCURRENCE, 1, Long.MAX_VALUE),
          "again and again, at random, so often in the mean; with count");

  static final Key<Long> COUNT =
      KEYS.optional("count", new Whole(1, 100_000), "how often; with every or rate");

  static final Key<String> WHILE =
      KEYS.optional(
          "while",
          new Text("migrations.running >= 4"),
          "a condition: "
              + Conditions.words()
              + ", then >= <= == != > or <, then a whole number. With at, every or rate it"
              + " strikes only while that holds; alone it strikes whenever it comes to hold, and"
              + " is over when it does no more, or after 'for'");

  static final Key<String> SCHEDULE =
      KEYS.withDefault(
          "schedule",
          Word.of("parallel", SERIAL),
          "parallel",
          "hosts: all at once, or one after the other, each at a time of every");

  private FaultClock() {}

  /** Whether its time is the clock's, or that of a condition, and not a migration's. */
  static boolean isByClock(Values fault) {
    return isTimed(fault) || fault.has(WHILE);
  }

  static boolean isTimed(Values fault) {
    return fault.hasAny(AT, EVERY, RATE);
  }

  /** Whether hosts are struck one after the other. */
  static boolean isSerial(Values fault) {
    return fault.get(FaultBlock.KIND).equals("rolling-reboot") || isSerialBySchedule(fault);
  }

  static boolean isSerialBySchedule(Values fault) {
    return fault.get(SCHEDULE).equals(SERIAL);
  }

  static Optional<Condition> during(Values fault) {
    return fault.maybe(WHILE).flatMap(Condition::of);
  }

  /** One that is serial strikes each of so many hosts, where it does not say how often. */
  static Schedule schedule(Values fault, Chance chance, int hosts) {
    SimTime first = SimTime.ZERO.plus(fault.or(AT, SimDuration.ZERO));
    SimDuration every =
        fault
            .maybe(EVERY)
            .or(() -> fault.maybe(RATE).map(FaultClock::apart))
            .orElse(SimDuration.ZERO);
    return new Schedule(first, count(fault, hosts), every, fault.has(RATE), chance);
  }

  /** In the mean, of a rate in thousandths an hour. */
  private static SimDuration apart(long rate) {
    return SimDuration.ofNanos(NANOS_PER_HOUR * 1000 / Math.max(1, rate));
  }

  /** One after another means each once. */
  private static int count(Values fault, int hosts) {
    int once = isSerial(fault) && fault.has(EVERY) ? hosts : 1;
    return fault.maybe(COUNT).map(Math::toIntExact).orElse(once);
  }

  static void check(FaultProblems problems, Values fault, String kind) {
    trigger(problems, fault);
    condition(problems, fault, kind);
    storm(problems, fault, kind);
  }

  private static void trigger(FaultProblems problems, Values fault) {
    if (isByClock(fault)) {
      for (Key<?> key : FaultMoment.BY_PHASE) {
        fault
            .given(key)
            .ifPresent(
                found ->
                    problems.problem(
                        found,
                        "the clock brings this fault (at, every or rate), or a condition (while),"
                            + " and no migration; leave out either"));
      }
    }
    problems.both(fault, EVERY, RATE, "one says how far apart exactly, the other at random");
    problems.both(fault, FaultMoment.ATTEMPT, FaultMoment.OCCURRENCE, "each counts alone");
    if (FaultMoment.isUndone(fault) && fault.has(FaultMoment.OCCURRENCE)) {
      problems.problem(
          fault,
          FaultMoment.OCCURRENCE,
          "an attempt is undone once; say with 'attempt' which, or take another 'on'");
    }
    boolean again = fault.hasAny(EVERY, RATE);
    boolean serial = isSerial(fault);
    if (again && !fault.has(COUNT) && !fault.isRefused(COUNT) && !(serial && fault.has(EVERY))) {
      Key<?> key = fault.has(EVERY) ? EVERY : RATE;
      problems.problem(fault, key, "say with 'count' how often, or it never ends");
    }
    if (fault.has(COUNT) && !again && !fault.isAnyRefused(EVERY, RATE)) {
      problems.problem(fault, COUNT, "say with 'every' or 'rate' how far apart");
    }
    if (serial && !again) {
      problems.needs(fault, EVERY);
    }
  }

  private static void condition(FaultProblems problems, Values fault, String kind) {
    Optional<Found> during = fault.find(WHILE);
    if (during.isEmpty()) {
      return;
    }
    if (Condition.of(fault.get(WHILE)).isEmpty()) {
      problems.problem(
          during.get(),
          "'%s' is no condition; write one such as 'migrations.running >= 4', of: %s"
              .formatted(fault.get(WHILE), Conditions.words()));
    }
    boolean away = ControlTrouble.ofWord(kind).filter(ControlTrouble::isAway).isPresent();
    if (FaultFamily.LOAD.has(kind) || away) {
      problems.problem(
          during.get(),
          "a fault of kind %s has no condition: nobody is there to look at it; give it an 'at'"
              .formatted(kind));
    }
  }

  private static void storm(FaultProblems problems, Values fault, String kind) {
    for (Key<?> key : List.of(EVERY, RATE, COUNT, FaultMoment.PROBABILITY, FaultMoment.JITTER)) {
      problems.goesWith(
          fault,
          key,
          !FaultFamily.LOAD.has(kind),
          "a migration-storm comes once, at its time; write another one for another time");
    }
  }
}
