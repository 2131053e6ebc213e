package io.godwit.scenarios.serve;

import io.godwit.dashboards.metrics.RunMetrics;
import io.godwit.dashboards.metrics.RunTargets;
import io.godwit.dashboards.report.Summary;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.run.RunFolder;
import io.godwit.runtime.simulation.Progress;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import io.godwit.scenarios.run.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The run that is watched: one at a time, on a thread of its own. */
public final class LiveRun {

  /** Reads the scenario once more, with changes to it. */
  @FunctionalInterface
  public interface Source {
    ScenarioFile read(List<String> settings) throws ScenarioProblems;
  }

  private static final long SHOW_EVERY_NANOS = 250_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Source source;
  private final Path runs;
  private final String version;
  private final Feed feed = new Feed();
  private final LivePage page = new LivePage(feed);
  private final List<String> settings;
  private Pace pace;
  private volatile RunMetrics metrics = new RunMetrics(RunTargets.NONE);
  private volatile SimTime now = SimTime.ZERO;
  private Optional<Thread> thread = Optional.empty();

  /**
   * Nothing runs before {@link #start}.
   *
   * @param runs where the run's folder is made
   * @param speed virtual over real time; infinite for as fast as it goes
   */
  public LiveRun(
      Source source,
      List<String> settings,
      Path runs,
      String version,
      double speed,
      boolean paused) {
    this.source = source;
    this.settings = new ArrayList<>(settings);
    this.runs = runs;
    this.version = version;
    this.pace = new Pace(speed, paused);
  }

  /** Begins at the beginning; throws when the scenario cannot be run. */
  public synchronized void start() throws ScenarioProblems {
    begin(source.read(settings));
  }

  private void begin(ScenarioFile file) {
    RunFolder folder = RunFolder.create(runs, file.scenario().name(), file.scenario().seed());
    metrics = new RunMetrics(Targets.of(file.scenario()));
    var follower = new Follower(page, file.scenario(), folder);
    var listener = new Listener(pace, metrics, folder.name(), follower);
    var fresh = new Thread(() -> run(file, folder, listener), "live-run");
    thread = Optional.of(fresh);
    fresh.start();
  }

  private void run(ScenarioFile file, RunFolder folder, Listener listener) {
    try {
      Optional<RunResult> result = new ScenarioRun(file, version).into(folder, listener);
      if (result.isPresent()) {
        listener.end(result.get());
      } else {
        listener.endInterrupted();
      }
    } catch (RuntimeException failed) {
      listener.follower.end();
      listener.show("failed", String.valueOf(failed.getMessage()));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it; when this returns, all that it did is safe. */
  public synchronized void stop() {
    pace.end();
    thread.ifPresent(
        running -> {
          try {
            running.join();
          } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
          }
        });
  }

  synchronized Pace pace() {
    return pace;
  }

  Feed feed() {
    return feed;
  }

  LivePage page() {
    return page;
  }

  String metrics() {
    return metrics.text();
  }

  /**
   * Adds a fault that strikes at the virtual time that the run has come to, and runs it again from
   * its beginning: as fast as it goes up to there, as before from there on. The new run's own
   * scenario has the fault, so it can be made again from that.
   *
   * @param fault keys of a fault as scenario files have them
   */
  synchronized String inject(Map<String, String> fault) throws ScenarioProblems {
    long millis = now.nanos() / NANOS_PER_MILLI + 1;
    int number = source.read(settings).scenario().plannedFaults().size();
    var changed = new ArrayList<>(settings);
    fault.forEach((key, value) -> changed.add("faults[%d].%s=%s".formatted(number, key, value)));
    if (!fault.containsKey("phase") && !fault.containsKey("at")) {
      changed.add("faults[%d].at=%d ms".formatted(number, millis));
    }
    ScenarioFile file = source.read(changed);
    Pace before = pace;
    stop();
    settings.clear();
    settings.addAll(changed);
    pace = new Pace(before.speed(), before.isPaused());
    pace.hurry(new SimTime(millis * NANOS_PER_MILLI));
    begin(file);
    return feed.newest().run();
  }

  /** Between the run and those who watch it. */
  private final class Listener implements ProgressListener {
    private final Pace itsPace;
    private final RunMetrics metrics;
    private final String run;
    private final Follower follower;
    private boolean isBegun;
    private Progress last = new Progress(SimTime.ZERO, 0, 0, 0, 0);
    private long shown = System.nanoTime() - SHOW_EVERY_NANOS;

    Listener(Pace pace, RunMetrics metrics, String run, Follower follower) {
      this.itsPace = pace;
      this.metrics = metrics;
      this.run = run;
      this.follower = follower;
      show("running", "");
    }

    @Override
    public long every() {
      return itsPace.every();
    }

    @Override
    public void onEvent(EntityId entity, Occurrence occurrence) {
      now = occurrence.at();
      metrics.accept(entity, occurrence);
      if (!isBegun) {
        isBegun = true;
        follower.start();
      }
    }

    @Override
    public void onWork(String work, long done, long all) {
      if (isBegun) {
        follower.end();
      }
    }

    @Override
    public boolean onProgress(Progress progress) {
      last = progress;
      now = progress.now();
      boolean paused = itsPace.stands(now);
      if (paused || System.nanoTime() - shown > SHOW_EVERY_NANOS) {
        shown = System.nanoTime();
        show(paused ? "paused" : "running", "");
      }
      try {
        boolean goesOn = itsPace.await(progress.now());
        if (paused && !itsPace.stands(now)) {
          show("running", "");
        }
        if (!goesOn) {
          follower.end();
        }
        return goesOn;
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    void end(RunResult result) throws InterruptedException {
      Summary summary = result.summary();
      metrics.conclude(summary);
      long planned = summary.migrations().planned();
      last = new Progress(now, summary.events().persisted(), planned, 0, planned);
      follower.showEnd(result.model().orElseThrow());
      show("finished", "");
    }

    void endInterrupted() throws InterruptedException {
      follower.showEnd();
      show("interrupted", "");
    }

    void show(String state, String message) {
      double speed = itsPace.speed();
      feed.put(
          new Snapshot(
              state,
              run,
              last.now().nanos() / 1e9,
              last.events(),
              last.planned(),
              last.done(),
              last.running(),
              last.waiting(),
              Double.isFinite(speed) ? speed : 0,
              message));
    }
  }
}
