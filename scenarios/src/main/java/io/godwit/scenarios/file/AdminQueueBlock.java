package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;

import io.godwit.model.owner.OwnerSettings.ServiceTimes;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.Whole;

/** An owner's administration virtqueues. */
final class AdminQueueBlock {

  static final Section SECTION = new Section("admin-queue");

  static final Key<Long> COUNT =
      SECTION.withDefault(
          "count",
          new Whole(1, 1_024),
          "1",
          "of them; each is served in its order (Linux uses one)");

  static final Key<Long> DEPTH =
      SECTION.withDefault("depth", new Whole(1, 65_535), "64", "commands that each holds");

  static final Key<Long> ENGINES =
      SECTION.withDefault(
          "engines", new Whole(1, 1_024), "4", "commands that it carries out at once");

  private static final Key<SimDuration> COMMAND_TIME =
      SECTION.withDefault(
          "command-time",
          new Drawn<>(POSITIVE_DURATION),
          "50 us",
          "of any command (an assumption); drawn for each command");

  private static final Key<SimDuration> STOP_TIME =
      SECTION.withDefault(
          "stop-time",
          new Drawn<>(DURATION),
          "5 ms",
          "added for leaving Active (an assumption); drawn likewise");

  private static final Key<SimDuration> ACTIVATE_TIME =
      SECTION.withDefault(
          "activate-time",
          new Drawn<>(DURATION),
          "10 ms",
          "added for becoming Active (an assumption); drawn likewise");

  private static final Key<ByteRate> CONTEXT_RATE =
      SECTION.withDefault(
          "context-rate", RATE, "2 GB/s", "at which contexts are gathered (an assumption)");

  private AdminQueueBlock() {}

  static ServiceTimes times(Values queue) {
    return new ServiceTimes(
        queue.get(COMMAND_TIME),
        queue.get(STOP_TIME),
        queue.get(ACTIVATE_TIME),
        queue.get(CONTEXT_RATE),
        new ServiceTimes.DrawnTimes(
            queue.drawn(COMMAND_TIME), queue.drawn(STOP_TIME), queue.drawn(ACTIVATE_TIME)));
  }
}
