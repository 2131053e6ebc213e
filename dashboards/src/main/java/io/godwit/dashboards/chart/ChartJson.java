package io.godwit.dashboards.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.dashboards.chart.Mark.Divider;
import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.report.JsonValues;
import io.godwit.model.event.RecordedEvent;

/** A story for programs: what its chart shows, and the events behind it. */
public final class ChartJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ChartJson() {}

  /** One document; times and durations as in {@link JsonValues}. */
  public static ObjectNode of(Story story) {
    Chart chart = story.chart();
    ObjectNode root = JSON.objectNode();
    root.put("migration", chart.migration());
    root.put("title", chart.title());
    root.put("summary", chart.summary());
    ObjectNode lifelines = root.putObject("lifelines");
    chart.lifelines().forEach((role, name) -> lifelines.put(role.word(), name));
    root.set("phases", phases(chart));
    root.set("downtimes", downtimes(chart));
    root.set("bars", bars(chart));
    root.set("marks", marks(chart));
    ArrayNode events = root.putArray("events");
    for (RecordedEvent event : story.events()) {
      events.add(JsonValues.of(event));
    }
    return root;
  }

  private static ArrayNode phases(Chart chart) {
    ArrayNode phases = JSON.arrayNode();
    for (PhaseSpan span : chart.phases()) {
      ObjectNode phase = phases.addObject();
      phase.put("phase", span.phase().word()).put("attempt", span.attempt());
      phase.set("from", JsonValues.of(span.from().at()));
      phase.set("length", JsonValues.of(span.length()));
      phase.put("inDowntime", span.phase().inDowntime());
    }
    return phases;
  }

  private static ArrayNode downtimes(Chart chart) {
    ArrayNode downtimes = JSON.arrayNode();
    for (Chart.Downtime each : chart.downtimes()) {
      ObjectNode downtime = downtimes.addObject();
      downtime.set("from", JsonValues.of(each.from().at()));
      downtime.set("length", JsonValues.of(each.length()));
    }
    return downtimes;
  }

  private static ArrayNode bars(Chart chart) {
    ArrayNode bars = JSON.arrayNode();
    for (Bar each : chart.bars()) {
      ObjectNode bar = bars.addObject();
      bar.put("on", each.on().word()).put("kind", each.kind().word()).put("label", each.label());
      bar.set("from", JsonValues.of(each.from().at()));
      bar.set("to", JsonValues.of(each.to().at()));
    }
    return bars;
  }

  private static ArrayNode marks(Chart chart) {
    ArrayNode marks = JSON.arrayNode();
    for (Mark each : chart.marks()) {
      ObjectNode mark = marks.addObject();
      mark.set("at", JsonValues.of(each.moment().at()));
      mark.put("text", each.text()).put("tone", each.tone().word());
      if (each instanceof Exchange exchange) {
        ArrayNode arrows = mark.putArray("arrows");
        for (Hop hop : exchange.hops()) {
          arrows
              .addObject()
              .put("from", hop.from().word())
              .put("to", hop.to().word())
              .put("label", hop.label());
        }
        exchange.note().ifPresent(note -> mark.put("notedOn", note.on().word()));
        mark.put("detail", exchange.detail());
      } else if (each instanceof Divider divider) {
        mark.put("detail", divider.detail());
      }
    }
    return marks;
  }
}
