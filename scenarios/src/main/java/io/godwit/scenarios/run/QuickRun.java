package io.godwit.scenarios.run;

import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Summary;
import io.godwit.dashboards.report.Summary.RunFacts;
import io.godwit.model.entity.State;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.invariant.Invariant;
import io.godwit.model.invariant.Invariants;
import io.godwit.runtime.kernel.Delivery;
import io.godwit.runtime.simulation.DirectRun;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * A scenario run without actors, journal and report, for those who run thousands: the same events
 * as {@link ScenarioRun} makes, and what the invariants and the scenario's expectations find in
 * them.
 */
public final class QuickRun {

  private final Scenario scenario;
  private final DirectRun run;
  private Optional<RuntimeException> bug = Optional.empty();
  private boolean ended;

  private QuickRun(Scenario scenario, DirectRun run) {
    this.scenario = scenario;
    this.run = run;
  }

  /**
   * Runs to the end, or until {@code goOn}, asked before each delivery, says stop, or until an
   * entity hits a bug.
   *
   * @param listener is told of every delivery before it is served
   * @throws io.godwit.model.fleet.NoHostFound when a guest finds no host with room, though all
   *     together fit
   */
  public static QuickRun of(
      ScenarioFile file,
      String version,
      BiConsumer<EntityId, Delivery> listener,
      BooleanSupplier goOn) {
    Scenario scenario = file.scenario();
    var quick = new QuickRun(scenario, new DirectRun(Composition.of(scenario, version), listener));
    try {
      quick.ended = quick.run.run(goOn);
    } catch (RuntimeException bug) {
      quick.bug = Optional.of(bug);
    }
    return quick;
  }

  /** Whether it came to its end. */
  public boolean hasEnded() {
    return ended;
  }

  /** What an entity ran into, which ended the run. */
  public Optional<RuntimeException> bug() {
    return bug;
  }

  public long deliveries() {
    return run.deliveries();
  }

  public List<RecordedEvent> history() {
    return run.history();
  }

  /** What each entity holds at the end. */
  public Map<EntityId, State> states() {
    return run.states();
  }

  /** What each entity would hold that recovered from its events. */
  public Map<EntityId, State> folds() {
    return run.folds();
  }

  /** What each invariant finds. */
  public List<Judgement> invariants() {
    var judgements = new ArrayList<Judgement>();
    for (Invariants each : Invariants.values()) {
      Invariant invariant = each.create();
      history().forEach(invariant::accept);
      var finding = invariant.finding();
      judgements.add(new Judgement(each.word(), finding.verdict().word(), finding.detail()));
    }
    return judgements;
  }

  /** What becomes of the scenario's expectations. */
  public List<Judgement> expectations() {
    if (scenario.expectations().isEmpty()) {
      return List.of();
    }
    RunProjection run = RunProjection.of(history().stream());
    return Summary.of(
            run,
            new RunFacts("", true, 0, scenario.plannedFaults()),
            unjudged -> Expectations.judge(scenario.expectations(), unjudged, run))
        .expectations();
  }
}
