package io.godwit.scenarios.cli;

import io.godwit.dashboards.report.SummaryFile;
import io.godwit.persistence.journal.JournalFailedException;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunFolderException;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario and reports what it cost. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs a scenario of the library, or one from a file, and reports what it cost.",
    footer = {
      "",
      "Example: godwit run rack-drain --seed 7 --set plan[0].limits.total=128",
      "The events, summary.json and migrations.csv are in runs/<scenario>-<seed>-<n>."
    })
final class RunCommand implements Callable<Integer> {

  /** How long Ctrl-C waits for the events to reach the disk. */
  private static final long INTERRUPT_MILLIS = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", description = "A name of the library, or a file.")
  private String scenario;

  @Option(names = "--seed", description = "All randomness follows from it.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Overrides a value, such as plan[0].limits.total=128.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where to keep the run.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--json", description = "The summary as one JSON document on standard output.")
  private boolean json;

  @Option(
      names = "--journal",
      paramLabel = "KIND",
      defaultValue = "sqlite",
      description = "sqlite keeps the run, memory throws it away (default: ${DEFAULT-VALUE}).")
  private String journal;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    JournalKind kind = journalKind();
    seed.ifPresent(value -> settings.add("seed=" + value));
    ScenarioFile file = Home.read(scenario, settings);
    var interrupted = new AtomicBoolean();
    var safe = new CountDownLatch(1);
    var hook = new Thread(() -> interrupt(interrupted, safe), "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return file.scenario().comparison().isPresent()
          ? finishComparison(compare(kind, file, interrupted))
          : finish(run(kind, file, interrupted));
    } catch (JournalFailedException failed) {
      throw new BadInput(failed.getMessage());
    } finally {
      safe.countDown();
      if (!interrupted.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private JournalKind journalKind() {
    for (JournalKind kind : JournalKind.values()) {
      if (kind.word().equals(journal)) {
        return kind;
      }
    }
    throw new BadInput("--journal " + journal + ": there are only sqlite and memory");
  }

  private Optional<RunResult> run(JournalKind kind, ScenarioFile file, AtomicBoolean interrupted)
      throws IOException {
    var progress = new ProgressLine(spec.commandLine().getErr(), quiet, interrupted);
    var run = new ScenarioRun(file, Home.version());
    try {
      if (kind == JournalKind.MEMORY) {
        return run.inMemory(progress);
      }
      RunFolder folder = ScenarioRun.folder(out, file.scenario());
      Optional<RunResult> result = run.into(folder, progress);
      if (result.isEmpty()) {
        spec.commandLine()
            .getErr()
            .println("godwit: interrupted; the events are in " + folder.path());
      }
      return result;
    } catch (RunFolderException refused) {
      throw new BadInput(refused.getMessage());
    } catch (IllegalArgumentException noRoom) {
      throw new BadInput(scenario + ": " + noRoom.getMessage());
    } finally {
      progress.end();
    }
  }

  private Optional<ComparisonRun> compare(
      JournalKind kind, ScenarioFile file, AtomicBoolean interrupted) throws IOException {
    var progress = new ProgressLine(spec.commandLine().getErr(), quiet, interrupted);
    try {
      if (kind == JournalKind.MEMORY) {
        return ComparisonRun.inMemory(file.scenario(), this::variant, Home.version(), progress);
      }
      RunFolder folder = ScenarioRun.folder(out, file.scenario());
      return ComparisonRun.into(folder, file.scenario(), this::variant, Home.version(), progress);
    } catch (RunFolderException refused) {
      throw new BadInput(refused.getMessage());
    } catch (IllegalArgumentException noRoom) {
      throw new BadInput(scenario + ": " + noRoom.getMessage());
    } finally {
      progress.end();
    }
  }

  private ScenarioFile variant(List<String> changes) {
    var all = new ArrayList<>(settings);
    all.addAll(changes);
    return Home.read(scenario, all);
  }

  private int finishComparison(Optional<ComparisonRun> result) {
    if (result.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    PrintWriter page = spec.commandLine().getOut();
    page.print(json ? result.get().json() : result.get().page());
    page.flush();
    PrintWriter err = spec.commandLine().getErr();
    if (!quiet && result.get().folder().isPresent()) {
      err.println("the runs are in " + result.get().folder().get());
      err.flush();
    }
    return result.get().valid() ? ExitCode.OK : ExitCode.INVALID;
  }

  private int finish(Optional<RunResult> result) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (result.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    out.print(json ? SummaryFile.json(result.get().summary()) : result.get().page());
    out.flush();
    if (!quiet) {
      err.printf(Locale.ROOT, "%.1f s", result.get().summary().wallSeconds());
      result.get().folder().ifPresent(folder -> err.print("; the run is in " + folder));
      err.println();
      err.flush();
    }
    return result.get().valid() ? ExitCode.OK : ExitCode.INVALID;
  }

  /** Asks the run to end and waits until what it has written is safe. */
  private static void interrupt(AtomicBoolean interrupted, CountDownLatch safe) {
    interrupted.set(true);
    try {
      safe.await(INTERRUPT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
