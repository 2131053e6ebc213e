package io.godwit.dashboards.report;

import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.codec.EventType;
import java.util.Locale;

/** An event as one line: when, who, what it is called, what it means. */
public final class EventLine {

  private EventLine() {}

  public static String of(RecordedEvent recorded) {
    return String.format(
            Locale.US,
            "%14.6f ms  %-34s  %-21s %s",
            recorded.at().nanos() / 1e6,
            recorded.entity(),
            EventType.of(recorded.event()).stem(),
            EventMeaning.of(recorded.event()))
        .stripTrailing();
  }
}
