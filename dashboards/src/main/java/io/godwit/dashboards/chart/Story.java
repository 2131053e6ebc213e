package io.godwit.dashboards.chart;

import io.godwit.model.event.RecordedEvent;
import java.util.List;

/**
 * One migration: its chart, and the events that it is made of.
 *
 * @param events all public ones that concern the migration, in order
 */
public record Story(Chart chart, List<RecordedEvent> events) {

  public Story {
    events = List.copyOf(events);
  }
}
