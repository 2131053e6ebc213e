package io.godwit.scenarios.search;

import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.ScenarioRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a scenario with settings, several at once. Each run is deterministic and alone in its own
 * actor system, so what comes of it does not depend on what runs beside it.
 */
public final class Trials implements Search.Runner, AutoCloseable {

  /** The scenario with settings of the form {@code path=value}. */
  public interface Scenarios {
    ScenarioFile with(List<String> settings) throws ScenarioProblems;
  }

  /** Told when a trial is over. */
  public interface Listener {
    void onTrial(Trial trial);
  }

  private final Scenarios scenarios;
  private final Goal goal;
  private final String version;
  private final AtomicBoolean interrupted;
  private final Listener listener;
  private final ExecutorService threads;

  public Trials(
      Scenarios scenarios,
      Goal goal,
      String version,
      int atOnce,
      AtomicBoolean interrupted,
      Listener listener) {
    this.scenarios = scenarios;
    this.goal = goal;
    this.version = version;
    this.interrupted = interrupted;
    this.listener = listener;
    this.threads = Executors.newFixedThreadPool(atOnce);
  }

  @Override
  public Goal goal() {
    return goal;
  }

  @Override
  public boolean interrupted() {
    return interrupted.get();
  }

  @Override
  public List<Trial> run(List<List<String>> settings) {
    List<Future<Optional<Trial>>> pending = new ArrayList<>();
    for (List<String> each : settings) {
      Callable<Optional<Trial>> trial = () -> tryOne(each);
      pending.add(threads.submit(trial));
    }
    var trials = new ArrayList<Trial>();
    for (Future<Optional<Trial>> each : pending) {
      awaited(each).ifPresent(trials::add);
    }
    return trials;
  }

  /** Whether there is a scenario with these settings. */
  boolean isReadable(List<String> settings) {
    try {
      scenarios.with(settings);
      return true;
    } catch (ScenarioProblems none) {
      return false;
    }
  }

  private Optional<Trial> tryOne(List<String> settings) {
    Optional<Trial> trial = interrupted.get() ? Optional.empty() : outcome(settings);
    synchronized (listener) {
      trial.ifPresent(listener::onTrial);
    }
    return trial;
  }

  private Optional<Trial> outcome(List<String> settings) {
    try {
      return new ScenarioRun(scenarios.with(settings), version)
          .inMemory(progress -> !interrupted.get())
          .map(result -> Trial.of(settings, goal, result.summary()));
    } catch (ScenarioProblems | IllegalArgumentException noRun) {
      return Optional.of(Trial.impossible(settings, noRun.getMessage()));
    }
  }

  private static Optional<Trial> awaited(Future<Optional<Trial>> pending) {
    try {
      return pending.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException ours) {
        throw ours;
      } else if (failed.getCause() instanceof Error ours) {
        throw ours;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
