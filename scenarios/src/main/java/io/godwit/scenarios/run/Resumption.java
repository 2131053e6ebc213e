package io.godwit.scenarios.run;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.run.CheckpointFolder.Newest;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunLock;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
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
  private final History history;
  private final boolean reported;

  private Resumption(
      RunFolder folder,
      ScenarioFile file,
      String version,
      List<RecordedEvent> fleet,
      Newest newest,
      History history,
      boolean reported) {
    this.folder = folder;
    this.file = file;
    this.version = version;
    this.fleet = fleet;
    this.newest = newest;
    this.history = history;
    this.reported = reported;
  }

  /**
   * The run in {@code folder}, as it was left.
   *
   * @param version this one
   * @throws IncompatibleRunException when it was made by other rules
   */
  public static Resumption of(RunFolder folder, String version) throws ScenarioProblems {
    if (RunFolder.isBegun(folder.path())) {
      ScenarioFile file = ScenarioFile.readAnyway(folder.scenario(), List.of());
      var nothing = new Newest(Optional.empty(), List.of());
      return new Resumption(folder, file, version, List.of(), nothing, History.none(folder), false);
    }
    try (EventLog log = EventLog.open(folder.events());
        Stream<RecordedEvent> events = log.events(EntityId.fleet())) {
      log.requireFolds("resumed");
      String maker = Versions.requireCompatible(folder, log, version, "resume");
      folder.checkScenario(log);
      ScenarioFile file = ScenarioFile.readAnyway(folder.scenario(), List.of());
      List<RecordedEvent> fleet = events.toList();
      Newest newest = History.checkpoints(folder, log.info()).newest(log.count());
      History history = History.of(folder, log);
      history.requireWhole(log);
      boolean reported =
          RunFolder.isOf(log.info(), folder.summary())
              && (!Files.exists(folder.page()) || RunFolder.isOf(log.info(), folder.page()));
      return new Resumption(folder, file, maker, fleet, newest, history, reported);
    }
  }

  /** Whether nothing is left to do: all events are on record and the reports are written. */
  public boolean isFinished() {
    return !fleet.isEmpty()
        && fleet.get(fleet.size() - 1).event() instanceof RunFinished
        && reported;
  }

  /** Virtual time at which the run goes on; empty when that is its beginning. */
  public Optional<SimTime> from() {
    return newest.checkpoint().map(Checkpoint::now);
  }

  /** Why newer checkpoints than that cannot be used. */
  public List<String> passedOver() {
    return newest.passedOver();
  }

  public RunFolder folder() {
    return folder;
  }

  /**
   * Goes on, and tells {@code begun} when nothing is in the way any more; empty when the listener
   * ended the run again.
   */
  public Optional<RunResult> run(RunOptions options, Runnable begun, ProgressListener listener) {
    var retracing = new Retracing(history, file.scenario(), false, fleet, version, options);
    return RunLock.holding(
        folder,
        () -> {
          begun.run();
          return new ScenarioRun(file, version, options)
              .resume(folder, retracing, newest.checkpoint(), listener);
        });
  }
}
