package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.PERCENT_FROM_1;
import static io.godwit.scenarios.file.Amounts.PERCENT_TO_99;

import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.scenarios.file.Values.Found;
import java.util.Optional;

/** Taking processor time of a guest, and what of that may be changed later. */
final class ThrottleBlock {

  static final Section SECTION = new Section("throttle");

  private static final Key<Long> INITIAL =
      SECTION.withDefault("initial", PERCENT_TO_99, "20%", "first step (QEMU's)");

  private static final Key<Long> INCREMENT =
      SECTION.withDefault("increment", PERCENT_TO_99, "10%", "each further step (QEMU's)");

  private static final Key<Long> MAX =
      SECTION.withDefault("max", PERCENT_TO_99, "99%", "never more (QEMU's)");

  private static final Key<Long> TRIGGER =
      SECTION.withDefault(
          "trigger",
          PERCENT_FROM_1,
          "50%",
          "of what was sent, dirtied meanwhile, is too much (QEMU's)");

  static final Section CHANGE = new Section("throttle-change");

  static {
    CHANGE.later(INITIAL, "for a guest that is not throttled yet");
    CHANGE.later(INCREMENT, "of each step from then on");
    CHANGE.later(MAX, "from the next step on");
    CHANGE.later(TRIGGER, "from the next look on");
  }

  private ThrottleBlock() {}

  /** What says that it would begin with more than it may come to, which QEMU refuses as well. */
  static Optional<Found> tooLittle(Values throttle) {
    return throttle.has(INITIAL, MAX) && throttle.number(MAX) < throttle.number(INITIAL)
        ? throttle.given(MAX).or(() -> throttle.given(INITIAL))
        : Optional.empty();
  }

  static Throttling build(Values throttle) {
    return Throttling.steps(
        throttle.count(INITIAL),
        throttle.count(INCREMENT),
        throttle.count(MAX),
        throttle.count(TRIGGER));
  }

  /** What is not said stays as it was. */
  static Throttling changed(Throttling now, Values to) {
    return Throttling.steps(
        to.maybe(INITIAL).map(Math::toIntExact).orElse(now.initial()),
        to.maybe(INCREMENT).map(Math::toIntExact).orElse(now.increment()),
        to.maybe(MAX).map(Math::toIntExact).orElse(now.most()),
        to.maybe(TRIGGER).map(Math::toIntExact).orElse(now.trigger()));
  }

  static boolean changesAnything(Values change) {
    return change.hasAny(INITIAL, INCREMENT, MAX, TRIGGER);
  }
}
