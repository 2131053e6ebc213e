package io.godwit.dashboards.report;

import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.EventType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Every public event of a short run, one a line: when, how long after the one before, who, what.
 */
public final class Timeline {

  private Timeline() {}

  public static String of(Stream<RecordedEvent> history) {
    var page = new StringBuilder();
    var before = new SimTime[] {SimTime.ZERO};
    history
        .filter(recorded -> !EventType.of(recorded.event()).isPrivate())
        .forEachOrdered(
            recorded -> {
              page.append(line(recorded, recorded.at().since(before[0]))).append('\n');
              before[0] = recorded.at();
            });
    return page.toString();
  }

  /** The same, each line with the event's number before it. */
  public static List<String> numbered(Stream<RecordedEvent> history) {
    var before = new SimTime[] {SimTime.ZERO};
    return history
        .filter(recorded -> !EventType.of(recorded.event()).isPrivate())
        .map(
            recorded -> {
              String line = line(recorded, recorded.at().since(before[0]));
              before[0] = recorded.at();
              return String.format(Locale.US, "%6d %s", recorded.order(), line.stripLeading());
            })
        .toList();
  }

  private static String line(RecordedEvent recorded, SimDuration since) {
    return String.format(
            Locale.US,
            "  %14.6f ms %12s  %-42s %s",
            recorded.at().nanos() / 1e6,
            since.isZero() ? "" : "+" + since,
            recorded.entity(),
            EventText.of(recorded.event()))
        .stripTrailing();
  }
}
