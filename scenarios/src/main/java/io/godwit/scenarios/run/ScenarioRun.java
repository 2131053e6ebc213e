package io.godwit.scenarios.run;

import io.godwit.persistence.journal.JournalExtension;
import io.godwit.persistence.journal.JournalFailedException;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.runtime.kernel.StalledRunException;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Simulation;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a scenario: makes its folder, simulates, and reports from the journal. */
public final class ScenarioRun {

  private static final String WALL_SECONDS = "wall_seconds";

  private final ScenarioFile file;
  private final String version;

  public ScenarioRun(ScenarioFile file, String version) {
    this.file = file;
    this.version = version;
  }

  /** Keeps nothing: the events live in memory until the report is made. */
  public Optional<RunResult> inMemory(ProgressListener listener) {
    return simulate(JournalKind.MEMORY, Path.of("."), listener)
        .map(reports -> new RunResult(reports.summary(), reports.page(), Optional.empty()));
  }

  /**
   * Keeps everything in {@code folder}; empty when the listener ended the run, whose events are
   * kept nevertheless.
   */
  public Optional<RunResult> into(RunFolder folder, ProgressListener listener) throws IOException {
    Files.writeString(folder.scenario(), file.text());
    folder.becomeLatest();
    Optional<Reports> reports = simulate(JournalKind.SQLITE, folder.events(), listener);
    if (reports.isEmpty()) {
      return Optional.empty();
    }
    reports.get().write(folder);
    return Optional.of(
        new RunResult(reports.get().summary(), reports.get().page(), Optional.of(folder.path())));
  }

  private Optional<Reports> simulate(JournalKind kind, Path events, ProgressListener listener) {
    long began = System.nanoTime();
    SimulationSettings settings = Composition.of(file.scenario(), version);
    try (var simulation = new Simulation(settings, Journal.config(kind, events))) {
      JournalSession session = JournalExtension.get(simulation.system()).session();
      boolean ended = run(simulation, session, listener);
      session.flush();
      if (!ended) {
        return Optional.empty();
      }
      requireAllWritten(session.count(), simulation.progress().events());
      double wallSeconds = Math.rint((System.nanoTime() - began) / 1e6) / 1e3;
      session.putInfo(Map.of(WALL_SECONDS, String.valueOf(wallSeconds)));
      return Optional.of(Reports.of(EventLog.of(session), file.scenario(), wallSeconds));
    }
  }

  /**
   * A run whose journal fails stalls, for its actors stop; then the journal's reason is the one to
   * say.
   */
  private static boolean run(
      Simulation simulation, JournalSession session, ProgressListener listener) {
    try {
      return simulation.run(listener);
    } catch (StalledRunException stalled) {
      JournalFailedException failure = session.failure().orElseThrow(() -> stalled);
      failure.addSuppressed(stalled);
      throw failure;
    }
  }

  private static void requireAllWritten(long written, long counted) {
    if (written != counted) {
      throw new IllegalStateException(
          "the run counted %d events, and the journal holds %d".formatted(counted, written));
    }
  }

  /** The report of a run that was made before, from its folder alone. */
  public static RunResult report(RunFolder folder) throws ScenarioProblems {
    Scenario scenario = ScenarioFile.read(folder.scenario(), List.of()).scenario();
    try (EventLog log = EventLog.open(folder.events())) {
      double wallSeconds = Double.parseDouble(log.info().getOrDefault(WALL_SECONDS, "0"));
      Reports reports = Reports.of(log, scenario, wallSeconds);
      return new RunResult(reports.summary(), reports.page(), Optional.of(folder.path()));
    }
  }

  /** Makes the folder of a run: at {@code out}, or a fresh one in {@code runs}. */
  public static RunFolder folder(Optional<Path> out, Scenario scenario) {
    return out.isPresent()
        ? RunFolder.at(out.get())
        : RunFolder.create(Path.of("runs"), scenario.name(), scenario.seed());
  }
}
