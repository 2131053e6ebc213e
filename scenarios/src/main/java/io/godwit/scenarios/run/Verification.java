package io.godwit.scenarios.run;

import com.typesafe.config.Config;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.DivergedException;
import io.godwit.persistence.journal.JournalExtension;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.replay.Divergence;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Rules;
import io.godwit.runtime.simulation.Simulation;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Does a recorded run again and compares every event with its record, byte for byte. Nothing is
 * written. A fork is done again under the scenarios of its past, one after the other.
 */
public final class Verification {

  private final PastRun run;
  private final RunFolder folder;
  private final ScenarioFile file;
  private final String version;
  private final RunOptions options;
  private final History history;
  private final List<RecordedEvent> fleet;

  private Verification(
      PastRun run, String version, RunOptions options, ScenarioFile file, History history) {
    this.run = run;
    this.folder = run.folder();
    this.version = version;
    this.options = options;
    this.file = file;
    this.history = history;
    try (Stream<RecordedEvent> events = run.log().events(EntityId.fleet())) {
      fleet = events.toList();
    }
  }

  /**
   * What came of it.
   *
   * @param compared how many events are the same
   * @param end virtual time at which the record ends
   * @param finished whether the run came to its end; else it was verified up to {@code end}
   * @param digest of the whole record
   * @param divergence where the record (left) and what was done now (right) part
   */
  public record Result(
      long compared,
      SimTime end,
      boolean finished,
      String digest,
      Optional<Divergence> divergence) {}

  /**
   * The verification of {@code run}, which stays open until it is done.
   *
   * @param version this one
   * @throws IncompatibleRunException when it was made by other rules
   */
  public static Verification of(PastRun run, String version, RunOptions options)
      throws ScenarioProblems {
    run.log().requireFolds("verified");
    String maker = Versions.requireCompatible(run.folder(), run.log(), version, "verify");
    run.folder().checkScenario(run.log());
    ScenarioFile file = ScenarioFile.read(run.folder().scenario(), List.of());
    History history = History.of(run.folder(), run.log());
    return new Verification(run, maker, options, file, history);
  }

  /** Virtual time up to which it is verified under scenarios of its past; empty for no fork. */
  public Optional<SimTime> forkedAt() {
    return history.lineage().map(from -> from.forkedAt());
  }

  /** Does it all again; empty when the listener ended it. */
  public Optional<Result> run(ProgressListener listener) {
    try {
      Optional<Past> past =
          new Retracing(history, file.scenario(), false, fleet, version, options)
              .toFork(Optional.empty(), this::journal, listener);
      return past.isEmpty() ? Optional.empty() : run(past.get(), listener);
    } catch (DivergedException diverged) {
      return Optional.of(stopped(diverged));
    }
  }

  private Optional<Result> run(Past past, ProgressListener listener) {
    SimulationSettings settings = Composition.of(file.scenario(), version);
    Rules rules = past.rules().apply(new Rules(settings));
    Config journal = journal(past.recorded());
    var stops = new ScenarioRun(file, version, options).stopRules();
    try (var simulation = new Simulation(settings, rules, journal, stops, StateListener.NONE)) {
      JournalSession session = JournalExtension.get(simulation.system()).session();
      try {
        past.restore(simulation, listener);
        return simulation.run(listener) ? Optional.of(ended(session.count())) : Optional.empty();
      } catch (RuntimeException stopped) {
        throw session.failure().map(RuntimeException.class::cast).orElse(stopped);
      }
    }
  }

  private Config journal(long from) {
    return Journal.verifying(folder.events(), from);
  }

  /** The run came to its end, having done so many events that are on record. */
  private Result ended(long events) {
    return events == run.log().count()
        ? result(events, Optional.empty())
        : result(events, Optional.of(divergence(events + 1, Optional.empty())));
  }

  private Result stopped(DivergedException diverged) {
    boolean isBehindTheEnd = diverged.order() > run.log().count();
    return isBehindTheEnd && !run.log().isFinished()
        ? result(run.log().count(), Optional.empty())
        : result(
            diverged.order() - 1,
            Optional.of(divergence(diverged.order(), diverged.now().map(run.log()::decode))));
  }

  private Result result(long compared, Optional<Divergence> divergence) {
    EventLog log = run.log();
    return new Result(compared, log.end(), log.isFinished(), log.digest(), divergence);
  }

  /** The place {@code order} of the record, beside what was done there now. */
  private Divergence divergence(long order, Optional<RecordedEvent> now) {
    try (Stream<RecordedEvent> events = run.log().events()) {
      return Divergence.at(order, events, now);
    }
  }
}
