package io.godwit.scenarios.run;

import com.typesafe.config.Config;
import io.godwit.dashboards.report.Summary;
import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.persistence.journal.DamagedRecordException;
import io.godwit.persistence.journal.JournalExtension;
import io.godwit.persistence.journal.JournalFailedException;
import io.godwit.persistence.journal.JournalFormat;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.journal.RecordException;
import io.godwit.persistence.run.CheckpointFolder;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunLock;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.kernel.StalledRunException;
import io.godwit.runtime.kernel.StopRules;
import io.godwit.runtime.simulation.Checkpoints;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Rules;
import io.godwit.runtime.simulation.Simulation;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.Claim;
import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.Reports.Kept;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs a scenario: makes its folder, simulates, and reports from the journal. */
public final class ScenarioRun {

  private static final String WALL_SECONDS = "wall_seconds";

  private final ScenarioFile file;
  private final String version;
  private final RunOptions options;

  public ScenarioRun(ScenarioFile file, String version) {
    this(file, version, RunOptions.USUAL);
  }

  public ScenarioRun(ScenarioFile file, String version, RunOptions options) {
    this.file = file;
    this.version = version;
    this.options = options;
  }

  /** Keeps nothing: the events live in memory until the report is made. */
  public Optional<RunResult> inMemory(ProgressListener listener) {
    Kept kept = new Kept(Optional.empty(), Pages.NONE);
    var along = new ReadingAlong(Path.of("none"), kept.folds(file.scenario()));
    return simulate(
            Journal::inMemory,
            Past.NONE,
            session -> Checkpoints.NONE,
            along,
            kept,
            Reports::model,
            listener)
        .map(reports -> result(reports, Optional.empty(), true));
  }

  /**
   * Keeps everything in {@code folder}; empty when the listener ended the run, whose events are
   * kept nevertheless, with a checkpoint from which {@link Resumption} goes on.
   */
  public Optional<RunResult> into(RunFolder folder, ProgressListener listener) {
    return record(begin(folder), listener);
  }

  /** Makes this scenario the one in {@code folder}, of which nothing is on record yet. */
  RunFolder begin(RunFolder folder) {
    begin(folder, () -> {});
    return folder;
  }

  /** As {@link #into}, in a folder where it has begun. */
  Optional<RunResult> record(RunFolder folder, ProgressListener listener) {
    return RunLock.holding(
        folder, () -> record(folder, () -> Journal.onDisk(folder.events()), Past.NONE, listener));
  }

  /**
   * Goes on with the run in {@code folder}, whose lock is held, from {@code from}, through what it
   * shares with the run that it was forked from where that is not behind it; empty as with {@link
   * #into}.
   */
  Optional<RunResult> resume(
      RunFolder folder, Retracing shared, Optional<Checkpoint> from, ProgressListener listener) {
    Optional<Past> past = shared.toFork(from, at -> Journal.resumed(folder.events(), at), listener);
    if (past.isPresent() && shared.isNeeded(from)) {
      shared.history().requireAllShared(past.get().recorded());
      History.checkpoints(folder, folder.info()).keep(past.get().checkpoint().orElseThrow());
    }
    return past.flatMap(each -> resumeFrom(each, folder, listener));
  }

  private Optional<RunResult> resumeFrom(Past past, RunFolder folder, ProgressListener listener) {
    return record(folder, () -> Journal.resumed(folder.events(), past.recorded()), past, listener);
  }

  private Optional<RunResult> record(
      RunFolder folder, Supplier<Config> journal, Past past, ProgressListener listener) {
    Kept kept = new Kept(Optional.of(folder.path()), options.pages());
    var along = new ReadingAlong(folder.events(), kept.folds(file.scenario()));
    return simulate(
            journal,
            past,
            session -> checkpoints(folder, session, along),
            along,
            kept,
            reports -> reports.write(folder, options.pages()),
            listener)
        .map(reports -> result(reports, Optional.of(folder.path()), true));
  }

  private static RunResult result(Reports reports, Optional<Path> folder, boolean vouchedFor) {
    return new RunResult(reports.summary(), reports.page(), folder, vouchedFor, reports.model());
  }

  /**
   * Makes this scenario the one in {@code folder}, once {@code before} is done: a scenario alone is
   * a run that has only begun, so whatever else belongs to it must be there by then.
   */
  void begin(RunFolder folder, Runnable before) {
    folder.begin(
        () -> {
          before.run();
          folder.write(folder.scenario(), file.text());
          folder.becomeLatest();
        });
  }

  /** Puts on record what the events are read together with, before the first of them. */
  private Checkpoints checkpoints(RunFolder folder, JournalSession session, ReadingAlong along) {
    session.putInfo(facts());
    CheckpointFolder checkpoints = History.checkpoints(folder, session.info());
    return new CheckpointKeeper(options.checkpoints(), checkpoints, session, along::begin);
  }

  /** What is on record beside the events: the rules, and what vouches for the scenario. */
  Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>(Versions.facts());
    facts.put(RunFolder.SCENARIO_HASH, RunFolder.hash(file.text()));
    return facts;
  }

  /** The reports are published while the log is open, of which their pages are made. */
  private Optional<Reports> simulate(
      Supplier<Config> journal,
      Past past,
      Function<JournalSession, Checkpoints> checkpoints,
      ReadingAlong along,
      Kept kept,
      Consumer<Reports> publishing,
      ProgressListener listener) {
    long began = System.nanoTime();
    SimulationSettings settings = Composition.of(file.scenario(), version, listener);
    listener.onWork("starting", 0, 0);
    Rules rules = past.rules().apply(new Rules(settings));
    WarmUp.awaitActors();
    try (var simulation =
            new Simulation(settings, rules, journal.get(), stopRules(), StateListener.NONE);
        along) {
      JournalSession session = JournalExtension.get(simulation.system()).session();
      past.restore(simulation, listener);
      if (past.recorded() > 0) {
        along.begin();
      }
      boolean ended = run(simulation, session, checkpoints.apply(session), listener);
      session.flush();
      if (!ended) {
        return Optional.empty();
      }
      requireAllWritten(session, simulation.progress().events());
      double wallSeconds = Math.rint((System.nanoTime() - began) / 1e6) / 1e3;
      listener.onWork("reporting", 0, 0);
      session.seal(Map.of(WALL_SECONDS, String.valueOf(wallSeconds)));
      EventLog log = EventLog.of(session);
      Reports reports =
          Reports.of(log, along.over(log), file.scenario(), wallSeconds, options.steps(), kept);
      publishing.accept(reports);
      return Optional.of(reports);
    }
  }

  StopRules stopRules() {
    Scenario scenario = file.scenario();
    return new StopRules(scenario.seed(), scenario.keepIdle(), options.recoverPerMillion());
  }

  /**
   * A run whose journal fails stalls, for its actors stop; then the journal's reason is the one to
   * say.
   */
  private static boolean run(
      Simulation simulation,
      JournalSession session,
      Checkpoints checkpoints,
      ProgressListener listener) {
    try {
      return simulation.run(listener, checkpoints);
    } catch (StalledRunException stalled) {
      JournalFailedException failure = session.failure().orElseThrow(() -> stalled);
      failure.addSuppressed(stalled);
      throw failure;
    }
  }

  private static void requireAllWritten(JournalSession session, long counted) {
    if (session.count() != counted || session.recorded() != counted) {
      throw new IllegalStateException(
          "the run counted %d events, and the journal holds %d"
              .formatted(counted, Math.max(session.count(), session.recorded())));
    }
  }

  /**
   * The report of a run that was made before, from its folder alone; throws {@link RecordException}
   * when what is there is not what was written.
   */
  public static RunResult report(RunFolder folder, boolean steps, Pages pages)
      throws ScenarioProblems {
    try (EventLog log = folder.openLog()) {
      folder.checkScenario(log);
      Scenario scenario = ScenarioFile.readAnyway(folder.scenario(), List.of()).scenario();
      Reports reports = reports(log, scenario, steps, pages, folder.path());
      return result(reports, Optional.of(folder.path()), log.isVouchedFor());
    }
  }

  /** The verdict on a run that was made before, by other expectations where any are given. */
  public static Summary check(RunFolder folder, List<Expectation> others, List<Claim> claims)
      throws ScenarioProblems {
    try (EventLog log = folder.openLog()) {
      folder.checkScenario(log);
      Scenario scenario = ScenarioFile.readAnyway(folder.scenario(), List.of()).scenario();
      return others.isEmpty() && claims.isEmpty()
          ? Reports.check(log, scenario, scenario.expectations(), scenario.claims())
          : Reports.check(log, scenario, others, claims);
    }
  }

  private static Reports reports(
      EventLog log, Scenario scenario, boolean steps, Pages pages, Path folder) {
    try {
      double wallSeconds = Double.parseDouble(log.info().getOrDefault(WALL_SECONDS, "0"));
      var kept = new Kept(Optional.of(folder), pages);
      Reports reports = Reports.of(log, scenario, wallSeconds, steps, kept);
      reports.model();
      return reports;
    } catch (RecordException known) {
      throw known;
    } catch (RuntimeException impossible) {
      if (log.format() == JournalFormat.FIRST) {
        throw DamagedRecordException.contradictory(log.name(), impossible);
      }
      throw impossible;
    }
  }

  /** Makes the folder of a run: at {@code out}, or a fresh one in {@code runs}. */
  public static RunFolder folder(Optional<Path> out, Scenario scenario) {
    return out.isPresent()
        ? RunFolder.at(out.get())
        : RunFolder.create(Path.of("runs"), scenario.name(), scenario.seed());
  }
}
