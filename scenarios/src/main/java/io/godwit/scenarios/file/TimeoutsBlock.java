package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.migration.Phase;
import io.godwit.model.migration.Timeouts;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.Values.Found;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long phases of an attempt may take. */
final class TimeoutsBlock {

  static final Section SECTION = new Section("timeouts");

  private static final Map<Phase, Key<SimDuration>> PHASES = phases();

  private static final Key<SimDuration> SWITCH_OVER =
      SECTION.optional(
          Timeouts.SWITCH_OVER,
          POSITIVE_DURATION,
          "from the guest's stop until it is told to start: then it is undone likewise");

  private TimeoutsBlock() {}

  /** Post-copy has no end but its own: nothing can take it back. */
  private static Map<Phase, Key<SimDuration>> phases() {
    var phases = new LinkedHashMap<Phase, Key<SimDuration>>();
    Arrays.stream(Phase.values())
        .filter(phase -> phase != Phase.POST_COPY)
        .forEach(
            phase ->
                phases.put(
                    phase,
                    SECTION.optional(
                        phase.word(),
                        POSITIVE_DURATION,
                        phase == Phase.RELEASE
                            ? "then the guest has moved, and the source is left to let go on its own"
                            : "of this phase; then the attempt is undone, and tried again as retry"
                                + " says")));
    return phases;
  }

  static SortedMap<String, SimDuration> build(Values timeouts) {
    var limits = new TreeMap<String, SimDuration>();
    PHASES.forEach(
        (phase, key) -> timeouts.maybe(key).ifPresent(limit -> limits.put(phase.word(), limit)));
    timeouts.maybe(SWITCH_OVER).ifPresent(limit -> limits.put(SWITCH_OVER.name(), limit));
    return limits;
  }

  /** A part is over before the whole. */
  static void check(Binder binder, Values timeouts) {
    Optional<SimDuration> whole = timeouts.maybe(SWITCH_OVER);
    PHASES.forEach(
        (phase, key) -> {
          Optional<Found> part = timeouts.find(key).filter(any -> phase.inDowntime());
          if (whole.isPresent()
              && part.isPresent()
              && timeouts.get(key).compareTo(whole.get()) > 0) {
            binder.problem(
                part.get(),
                "it would have no effect: timeouts.%s ends the attempt before; write less, or leave it"
                        .formatted(SWITCH_OVER.name())
                    + " out");
          }
        });
  }
}
