package io.godwit.dashboards.report;

import io.godwit.model.device.MemberName;
import io.godwit.model.event.Event;
import io.godwit.model.unit.SimDuration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Sentences by the type of event, and the turns of phrase that they share. */
final class Sentences {

  private final Map<Class<?>, Function<Event, String>> byType = new HashMap<>();

  <E extends Event> void on(Class<E> type, Function<E, String> sentence) {
    byType.put(type, event -> sentence.apply(type.cast(event)));
  }

  /** The sentence for {@code event}, or its components where there is none. */
  String of(Event event) {
    return byType.getOrDefault(event.getClass(), EventText::of).apply(event);
  }

  boolean knows(Class<? extends Event> type) {
    return byType.containsKey(type);
  }

  /** As {@link String#format}, the same wherever it runs. */
  static String say(String format, Object... values) {
    return String.format(Locale.US, format, values);
  }

  /** A member's name on its own host, such as {@code net0/1}. */
  static String device(String member) {
    return MemberName.slot(member) + '/' + MemberName.number(member);
  }

  /** A stable word as people write it. */
  static String spaced(String word) {
    return word.replace('-', ' ');
  }

  /** What settled it: an option with its choice, or the text that leaves none. */
  static String decided(String by, String choice) {
    return choice.isEmpty() ? " (" + by + ")" : " (" + by + ": " + choice + ")";
  }

  static String waited(SimDuration queued) {
    return queued.isZero() ? "" : ", waited " + queued + " for an engine,";
  }
}
