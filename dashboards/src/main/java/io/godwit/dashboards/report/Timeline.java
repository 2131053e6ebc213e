package io.godwit.dashboards.report;

import io.godwit.model.event.Event;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.EventType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Every public event of a short run, one a line: when, how long after the one before, who, what.
 */
public final class Timeline {

  private static final int LONGEST_LIST = 3;

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

  private static String line(RecordedEvent recorded, SimDuration since) {
    return String.format(
            Locale.ROOT,
            "  %14.6f ms %12s  %-42s %s",
            recorded.at().nanos() / 1e6,
            since.isZero() ? "" : "+" + since,
            recorded.entity(),
            describe(recorded.event()))
        .stripTrailing();
  }

  private static String describe(Event event) {
    var words = new ArrayList<String>();
    words.add(EventType.of(event).stem());
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      words.add(component.getName() + "=" + value(event, component));
    }
    return String.join(" ", words);
  }

  private static String value(Event event, RecordComponent component) {
    try {
      Object value = component.getAccessor().invoke(event);
      if (value instanceof Bytes bytes) {
        return bytes.size() + " bytes";
      } else if (value instanceof List<?> list && list.size() > LONGEST_LIST) {
        return list.size() + " of them";
      }
      return String.valueOf(value);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("the events are public records", impossible);
    }
  }
}
