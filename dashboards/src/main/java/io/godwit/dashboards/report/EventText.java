package io.godwit.dashboards.report;

import io.godwit.model.event.Event;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.Exact;
import io.godwit.persistence.codec.EventField;
import io.godwit.persistence.codec.EventType;
import java.util.ArrayList;
import java.util.List;

/** An event in words: its name, and its components one by one. */
public final class EventText {

  private static final int LONGEST_LIST = 3;

  private EventText() {}

  /** The name, then {@code name=value} for each component, quantities rounded for people. */
  public static String of(Event event) {
    return words(event, false);
  }

  /** As {@link #of}, with every digit. */
  public static String exact(Event event) {
    return words(event, true);
  }

  private static String words(Event event, boolean exact) {
    var words = new ArrayList<String>();
    words.add(EventType.of(event).stem());
    for (EventField field : EventType.of(event).fields()) {
      words.add(field.name() + "=" + value(field.of(event), exact));
    }
    return String.join(" ", words);
  }

  private static String value(Object value, boolean exact) {
    if (value instanceof Bytes bytes) {
      return Counted.of(bytes.size(), "byte");
    } else if (value instanceof List<?> list && list.size() > LONGEST_LIST) {
      return list.size() + " of them";
    }
    return exact ? Exact.text(value) : String.valueOf(value);
  }
}
