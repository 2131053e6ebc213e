package io.godwit.dashboards.chart;

import io.godwit.dashboards.report.EventMeaning;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Exact;
import io.godwit.persistence.codec.EventType;
import java.util.Locale;

/** A story as a page of its own: the chart, how long each phase took, and every event. */
public final class HtmlPage {

  private final Story story;
  private final StringBuilder page = new StringBuilder();

  private HtmlPage(Story story) {
    this.story = story;
  }

  /** The page as a document that needs nothing beside it. */
  public static String of(Story story) {
    return new HtmlPage(story).write();
  }

  private String write() {
    Chart chart = story.chart();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.append("<title>").append(SvgWriter.escape(chart.title())).append("</title>\n");
    page.append("<style>\n")
        .append(Resources.text("page.css"))
        .append("</style>\n</head>\n<body>\n");
    page.append("<main>\n<div class=\"picture\">\n").append(SvgChart.of(chart)).append("</div>\n");
    page.append(
        "<p class=\"hint\">Point at anything in the chart for exact times and values.</p>\n");
    phases();
    events();
    page.append("</main>\n</body>\n</html>\n");
    return page.toString();
  }

  private void phases() {
    page.append("<h2>Phases</h2>\n<table>\n<thead>");
    row("th", "attempt", "phase", "began (ms)", "took", "exactly");
    page.append("</thead>\n<tbody>\n");
    for (PhaseSpan span : story.chart().phases()) {
      row(
          "td",
          String.valueOf(span.attempt()),
          span.phase().word(),
          millis(span.from().at().nanos()),
          Brief.of(span.length()),
          Exact.text(span.length()));
    }
    page.append("</tbody>\n</table>\n");
  }

  private void events() {
    page.append("<h2>Events</h2>\n<table>\n<thead>");
    row("th", "ms", "entity", "event", "meaning");
    page.append("</thead>\n<tbody>\n");
    for (RecordedEvent event : story.events()) {
      row(
          "td",
          millis(event.at().nanos()),
          event.entity().persistenceId(),
          EventType.of(event.event()).stem(),
          EventMeaning.of(event.event()));
    }
    page.append("</tbody>\n</table>\n");
  }

  private static String millis(long nanos) {
    return String.format(Locale.US, "%.6f", nanos / 1e6);
  }

  private void row(String cell, String... texts) {
    page.append("<tr>");
    for (String text : texts) {
      page.append('<').append(cell).append('>').append(SvgWriter.escape(text));
      page.append("</").append(cell).append('>');
    }
    page.append("</tr>\n");
  }
}
