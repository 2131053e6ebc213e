package io.godwit.scenarios.run;

import io.godwit.dashboards.metrics.RunMetrics;
import io.godwit.dashboards.page.PageProjection;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.model.event.RecordedEvent;
import io.godwit.scenarios.file.Scenario;
import java.util.Optional;

/** What a run's reports are made of: folds over its events, each taken once and in order. */
final class ReportFolds {

  private final RunProjection projection = new RunProjection();
  private final RunMetrics metrics;
  private final Claims claims;
  private final Optional<PageProjection> drawn;
  private long taken;

  /** Of no event yet; {@code isDrawn} when there is to be a page. */
  ReportFolds(Scenario scenario, boolean isDrawn) {
    metrics = new RunMetrics(Targets.of(scenario));
    claims = new Claims(scenario.claims());
    drawn = isDrawn ? Optional.of(new PageProjection()) : Optional.empty();
  }

  void accept(RecordedEvent event) {
    projection.accept(event);
    claims.accept(event);
    metrics.accept(event);
    drawn.ifPresent(page -> page.accept(event));
    taken++;
  }

  /** How many events were taken. */
  long taken() {
    return taken;
  }

  RunProjection projection() {
    return projection;
  }

  RunMetrics metrics() {
    return metrics;
  }

  Claims claims() {
    return claims;
  }

  /** What a page draws; empty where none is wanted. */
  Optional<PageProjection> drawn() {
    return drawn;
  }
}
