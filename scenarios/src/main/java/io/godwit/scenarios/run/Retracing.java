package io.godwit.scenarios.run;

import com.typesafe.config.Config;
import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.fleet.FleetMessage;
import io.godwit.model.fleet.Limits;
import io.godwit.model.fleet.Plan;
import io.godwit.persistence.journal.JournalExtension;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Rules;
import io.godwit.runtime.simulation.Simulation;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.run.History.Era;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Does the past of a fork again, under the scenarios of that past one after the other, up to where
 * it was forked. What is gained is the queue of messages there.
 *
 * @param history nothing is to be done again of a run that is no fork
 * @param own the scenario of the run itself, after all of its past
 * @param isNew whether it is only being forked, so that no checkpoint is one of its own
 * @param fleet the fleet's events, up to the fork or longer
 * @param version that made the run
 */
record Retracing(
    History history,
    Scenario own,
    boolean isNew,
    List<RecordedEvent> fleet,
    String version,
    RunOptions options) {

  /** Whether the fork is still ahead of a run that stands at {@code from}. */
  boolean isNeeded(Optional<Checkpoint> from) {
    return erasBehind(from) < history.eras().size();
  }

  /**
   * What the run has behind it at the fork, or at {@code from} when that is later; empty when the
   * listener ended it.
   *
   * @param journal where events are compared with the record, from the position that it is given
   */
  Optional<Past> toFork(
      Optional<Checkpoint> from, LongFunction<Config> journal, ProgressListener listener) {
    Optional<Checkpoint> reached = from;
    for (int i = erasBehind(from); i < history.eras().size(); i++) {
      reached = through(i, reached, journal, listener);
      if (reached.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(Past.at(reached, fleet, history.mixture(version)));
  }

  /** Of a fork that is new the last era has still to end, even where nothing is left of it. */
  private int erasBehind(Optional<Checkpoint> from) {
    int behind = from.map(history::erasBehind).orElse(0);
    return isNew ? Math.min(behind, history.eras().size() - 1) : behind;
  }

  /** Under other limits somebody may begin who could not before: the fleet looks at once. */
  private Optional<FleetMessage> after(int number) {
    boolean isLast = number + 1 == history.eras().size();
    Scenario next = isLast ? own : history.eras().get(number + 1).scenario().scenario();
    return limits(next).equals(limits(history.eras().get(number).scenario().scenario()))
        ? Optional.empty()
        : Optional.of(new FleetMessage.AdmitNext());
  }

  private static List<Limits> limits(Scenario scenario) {
    return scenario.plans().stream().map(Plan::limits).toList();
  }

  private Optional<Checkpoint> through(
      int number,
      Optional<Checkpoint> from,
      LongFunction<Config> journal,
      ProgressListener listener) {
    Era era = history.eras().get(number);
    SimulationSettings settings = Composition.of(era.scenario().scenario(), version);
    Past past = Past.at(from, fleet, history.mixture(number, version));
    Rules rules = past.rules().apply(new Rules(settings));
    var stops = new ScenarioRun(era.scenario(), version, options).stopRules();
    Config events = journal.apply(past.recorded());
    try (var simulation = new Simulation(settings, rules, events, stops, StateListener.NONE)) {
      JournalSession session = JournalExtension.get(simulation.system()).session();
      try {
        past.restore(simulation, listener);
        return simulation.runUntil(era.until(), after(number), listener);
      } catch (RuntimeException stopped) {
        throw session.failure().map(RuntimeException.class::cast).orElse(stopped);
      }
    }
  }
}
