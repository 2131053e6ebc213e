package io.godwit.scenarios.run;

import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.run.RunFolder;
import java.util.List;

/** What a version may do with the runs of another: look at them, and no more. */
final class Versions {

  private Versions() {}

  /**
   * Throws {@link IncompatibleRunException} when another version made the run than {@code version}.
   *
   * @param fleet the fleet's events, of which the first says what made the run
   * @param remedy where it may differ, and what to do with the version that made it
   */
  static void requireSame(
      RunFolder folder, List<RecordedEvent> fleet, String version, String remedy) {
    if (!fleet.isEmpty()
        && fleet.get(0).event() instanceof RunStarted started
        && !started.version().equals(version)) {
      throw new IncompatibleRunException(
          "%s: Godwit %s made this run, and this is %s, which may do something else%s %s"
              .formatted(folder.path(), started.version(), version, remedy, started.version()));
    }
  }
}
