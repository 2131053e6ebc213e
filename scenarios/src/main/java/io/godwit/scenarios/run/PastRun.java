package io.godwit.scenarios.run;

import io.godwit.model.entity.State;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.replay.Replay;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.runtime.simulation.Rules;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.nio.file.Path;
import java.util.List;

/** A run that was recorded, to be looked back at. */
public final class PastRun implements AutoCloseable {

  private final RunFolder folder;
  private final EventLog log;

  private PastRun(RunFolder folder, EventLog log) {
    this.folder = folder;
    this.log = log;
  }

  /** The run in this folder; throws what {@link RunFolder} and {@link EventLog} throw. */
  public static PastRun open(Path path) {
    RunFolder folder = RunFolder.open(path);
    return new PastRun(folder, folder.openLog());
  }

  public RunFolder folder() {
    return folder;
  }

  public EventLog log() {
    return log;
  }

  /**
   * The rules that the run's entities had, from the scenario that is kept with it; throws when its
   * events do not tell every state.
   *
   * @param version this one
   * @throws IncompatibleRunException when it was made by other rules
   */
  public Rules rules(String version) throws ScenarioProblems {
    log.requireFolds("replayed");
    String maker = Versions.requireCompatible(folder, log, version, "replay");
    folder.checkScenario(log);
    ScenarioFile file = ScenarioFile.read(folder.scenario(), List.of());
    Rules rules = new Rules(Composition.of(file.scenario(), maker));
    return History.of(folder, log).mixture(maker).apply(rules);
  }

  /** The states of this run's entities, folded by {@code rules}. */
  public Replay replay(Rules rules) {
    return new Replay(log, id -> initial(rules, id));
  }

  private static State initial(Rules rules, EntityId id) {
    return rules.of(id).initial();
  }

  @Override
  public void close() {
    log.close();
  }
}
