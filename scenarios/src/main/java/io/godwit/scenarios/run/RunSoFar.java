package io.godwit.scenarios.run;

import io.godwit.dashboards.page.PageProjection;
import io.godwit.dashboards.page.RunModel;
import io.godwit.dashboards.page.RunModels;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.report.Summary;
import io.godwit.dashboards.report.Summary.RunFacts;
import io.godwit.model.event.RecordedEvent;
import io.godwit.scenarios.file.Scenario;
import java.nio.file.Path;
import java.util.List;

/** What a run that goes on has come to, by the projections that its report is made of. */
public final class RunSoFar {

  private final Scenario scenario;
  private final Path folder;
  private final RunProjection projection = new RunProjection();
  private final PageProjection page = new PageProjection();

  /**
   * Nothing has happened yet.
   *
   * @param folder where the run is kept
   */
  public RunSoFar(Scenario scenario, Path folder) {
    this.scenario = scenario;
    this.folder = folder;
    projection.pace(Reports.paced(scenario)::contains);
  }

  /** Takes the next event. */
  public void take(RecordedEvent event) {
    projection.accept(event);
    page.accept(event);
  }

  /** What its page shows now; at least one event must have been taken. */
  public RunModel model() {
    var facts = new RunFacts("", false, 0, scenario.plannedFaults());
    Summary summary = Summary.of(projection, facts, unjudged -> List.of());
    return RunModels.of(
        page, summary, projection.violations(), RunPage.facts(scenario, folder), List.of());
  }
}
