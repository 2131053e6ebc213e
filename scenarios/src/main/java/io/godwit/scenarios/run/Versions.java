package io.godwit.scenarios.run;

import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a version may do with the runs of another: everything when both decide by the same rules,
 * else report and list them and no more. The number of the rules is on record with each run, and
 * has nothing to do with the number of a release.
 */
final class Versions {

  /**
   * The rules by which this version decides and writes what it decided. Raised whenever a run of
   * any scenario comes to other events, in any byte, than with the release before.
   */
  static final int RULES = 2;

  static final String FACT = "rules";

  private Versions() {}

  /** The fact to put on record with a run that this version makes. */
  static Map<String, String> facts() {
    return Map.of(FACT, String.valueOf(RULES));
  }

  /**
   * The version that made the run in {@code folder}, or {@code version} when it has no event yet.
   *
   * @param version this one
   * @param purpose what is to be done, such as {@code verify}
   * @throws IncompatibleRunException when it was made by other rules than this version's
   */
  static String requireCompatible(RunFolder folder, EventLog log, String version, String purpose) {
    String maker = maker(log, version);
    String rules = log.info().getOrDefault(FACT, "0");
    if (log.count() > 0 && !rules.equals(String.valueOf(RULES))) {
      throw new IncompatibleRunException(
          "%s: Godwit %s made this run by rules %s; this is %s with rules %d, by which something else may happen. It can be reported and listed; to %s it, use a version with rules %s, or run the scenario again"
              .formatted(folder.path(), maker, rules, version, RULES, purpose, rules));
    }
    return maker;
  }

  private static String maker(EventLog log, String otherwise) {
    try (Stream<RecordedEvent> fleet = log.events(EntityId.fleet())) {
      return fleet
          .findFirst()
          .map(RecordedEvent::event)
          .filter(RunStarted.class::isInstance)
          .map(started -> ((RunStarted) started).version())
          .orElse(otherwise);
    }
  }
}
