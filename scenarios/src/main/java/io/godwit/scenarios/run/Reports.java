package io.godwit.scenarios.run;

import io.godwit.dashboards.metrics.RunMetrics;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.report.MigrationsCsv;
import io.godwit.dashboards.report.Summary;
import io.godwit.dashboards.report.Summary.RunFacts;
import io.godwit.dashboards.report.SummaryFile;
import io.godwit.dashboards.report.TextReport;
import io.godwit.dashboards.report.Timeline;
import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.Scenario;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;

/**
 * Everything that is made of a run's log alone, when it ends and whenever it is asked for again.
 */
final class Reports {

  private final RunProjection projection;
  private final RunMetrics metrics;
  private final Summary summary;
  private final String page;

  private Reports(RunProjection projection, RunMetrics metrics, Summary summary, String page) {
    this.projection = projection;
    this.metrics = metrics;
    this.summary = summary;
    this.page = page;
  }

  /** With {@code steps}, the page begins with every event. */
  static Reports of(EventLog log, Scenario scenario, double wallSeconds, boolean steps) {
    var metrics = new RunMetrics(Targets.of(scenario));
    RunProjection projection = project(log, metrics);
    Summary summary =
        Summary.of(
            projection,
            new RunFacts(log.digest(), log.isFinished(), wallSeconds, scenario.plannedFaults()),
            unjudged -> Expectations.judge(scenario.expectations(), unjudged));
    String before = steps ? steps(log) + "\n" : "";
    metrics.conclude(summary);
    return new Reports(projection, metrics, summary, before + TextReport.of(summary));
  }

  /** Nothing is made of the projection before the log was read to its end and found right. */
  private static RunProjection project(EventLog log, RunMetrics metrics) {
    try (Stream<RecordedEvent> events = log.verifiedEvents()) {
      return RunProjection.of(events.peek(metrics::accept));
    }
  }

  private static String steps(EventLog log) {
    try (Stream<RecordedEvent> events = log.events()) {
      return Timeline.of(events);
    }
  }

  Summary summary() {
    return summary;
  }

  String page() {
    return page;
  }

  /** The summary is the last: whoever finds it finds the others, whole. */
  void write(RunFolder folder) throws IOException {
    try (BufferedWriter csv = Files.newBufferedWriter(folder.migrations())) {
      MigrationsCsv.write(projection.migrations(), csv);
    }
    folder.write(folder.path().resolve("metrics.prom"), metrics.text());
    folder.write(folder.summary(), SummaryFile.json(summary));
  }
}
