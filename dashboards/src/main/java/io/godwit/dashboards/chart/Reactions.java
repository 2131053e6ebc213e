package io.godwit.dashboards.chart;

import io.godwit.model.event.Event;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What is drawn of an event, by its type; events without an entry are not drawn. */
final class Reactions {

  private final Map<Class<?>, BiConsumer<SimTime, Event>> byType = new HashMap<>();

  <E extends Event> Reactions on(Class<E> type, BiConsumer<SimTime, E> reaction) {
    byType.put(type, (at, event) -> reaction.accept(at, type.cast(event)));
    return this;
  }

  void accept(RecordedEvent recorded) {
    byType
        .getOrDefault(recorded.event().getClass(), (at, event) -> {})
        .accept(recorded.at(), recorded.event());
  }
}
