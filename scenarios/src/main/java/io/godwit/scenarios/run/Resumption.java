package io.godwit.scenarios.run;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.run.CheckpointFolder;
import io.godwit.persistence.run.CheckpointFolder.Newest;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Rules;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A run that was cut off, and the checkpoint from which it goes on; without one it goes through its
 * record from the beginning.
 */
public final class Resumption {

  private final RunFolder folder;
  private final ScenarioFile file;
  private final String version;
  private final List<RecordedEvent> fleet;
  private final Newest newest;
  private final UnaryOperator<Rules> rules;

  private Resumption(
      RunFolder folder,
      ScenarioFile file,
      String version,
      List<RecordedEvent> fleet,
      Newest newest,
      UnaryOperator<Rules> rules) {
    this.folder = folder;
    this.file = file;
    this.version = version;
    this.fleet = fleet;
    this.newest = newest;
    this.rules = rules;
  }

  /**
   * The run in {@code folder}, as it was left.
   *
   * @throws IncompatibleRunException when another version made it than {@code version}
   */
  public static Resumption of(RunFolder folder, String version) throws ScenarioProblems {
    if (!Files.exists(folder.events())) {
      ScenarioFile file = ScenarioFile.readAnyway(folder.scenario(), List.of());
      var nothing = new Newest(Optional.empty(), List.of());
      return new Resumption(folder, file, version, List.of(), nothing, UnaryOperator.identity());
    }
    try (EventLog log = EventLog.open(folder.events());
        Stream<RecordedEvent> events = log.events(EntityId.fleet())) {
      log.requireFolds("resumed");
      folder.checkScenario(log);
      ScenarioFile file = ScenarioFile.readAnyway(folder.scenario(), List.of());
      List<RecordedEvent> fleet = events.toList();
      Versions.requireSame(folder, fleet, version, " where it goes on; resume it with");
      Newest newest = new CheckpointFolder(folder.checkpoints()).newest(log.count());
      History history = History.of(folder, log);
      history.requireForkedBy(newest.checkpoint());
      return new Resumption(folder, file, version, fleet, newest, history.mixture(version));
    }
  }

  /** Whether nothing is left to do: all events are on record and the reports are written. */
  public boolean isFinished() {
    return !fleet.isEmpty()
        && fleet.get(fleet.size() - 1).event() instanceof RunFinished
        && Files.exists(folder.summary());
  }

  /** Virtual time at which the run goes on; empty when that is its beginning. */
  public Optional<SimTime> from() {
    return newest.checkpoint().map(Checkpoint::now);
  }

  /** Why newer checkpoints than that cannot be used. */
  public List<String> passedOver() {
    return newest.passedOver();
  }

  /** Goes on; empty when the listener ended the run again. */
  public Optional<RunResult> run(RunOptions options, ProgressListener listener) throws IOException {
    return new ScenarioRun(file, version, options).resume(folder, past(), listener);
  }

  private Past past() {
    return Past.at(newest.checkpoint(), fleet, rules);
  }
}
