package io.godwit.scenarios.cli;

import io.godwit.persistence.journal.JournalFailedException;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.Pages;
import io.godwit.scenarios.run.RunOptions;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "The events, report.html, summary.json and migrations.csv are in",
      "runs/<scenario>-<seed>-<n>."
    })
final class RunCommand implements Callable<Integer> {

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

  @Option(
      names = "--openmetrics",
      paramLabel = "FILE",
      description = "Also writes metrics over virtual time, for Prometheus to back-fill.")
  private Optional<Path> openMetrics = Optional.empty();

  @Option(names = "--quiet", description = "Nothing but the report.")
  private boolean quiet;

  @Mixin private HowToRun how;

  @Override
  public Integer call() throws IOException {
    JournalKind kind = journalKind();
    seed.ifPresent(value -> settings.add("seed=" + value));
    ScenarioFile file = Home.read(scenario, settings);
    if (openMetrics.isPresent()) {
      requireOneRecord(kind, file);
    }
    try (var interruption = new Interruption()) {
      return file.scenario().comparison().isPresent()
          ? finishComparison(compare(kind, file, interruption.asked()))
          : finish(run(kind, file, interruption.asked()));
    }
  }

  private void requireOneRecord(JournalKind kind, ScenarioFile file) {
    if (kind == JournalKind.MEMORY) {
      throw new BadInput("--openmetrics reads the record, which --journal memory throws away");
    } else if (file.scenario().comparison().isPresent()) {
      throw new BadInput(
          "--openmetrics is of one run, and %s compares several; 'godwit report RUN --openmetrics FILE' does one of them"
              .formatted(scenario));
    }
  }

  private int finish(Optional<RunResult> result) {
    if (result.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    openMetrics.ifPresent(file -> OpenMetricsFile.write(result.get(), file));
    return new RunPrinter(spec, json, quiet).show(result.get());
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
    try {
      if (kind == JournalKind.MEMORY) {
        return run(file).inMemory(progress);
      }
      return record(run(file), ScenarioRun.folder(out, file.scenario()), progress);
    } catch (IllegalArgumentException noRoom) {
      throw new BadInput(scenario + ": " + noRoom.getMessage());
    } finally {
      progress.end();
    }
  }

  private Optional<RunResult> record(ScenarioRun run, RunFolder folder, ProgressLine progress)
      throws IOException {
    String remedy = "'godwit resume %s' goes on".formatted(folder.path());
    try {
      Optional<RunResult> result = run.into(folder, progress);
      if (result.isEmpty()) {
        spec.commandLine().getErr().println("godwit: interrupted; " + remedy);
      }
      return result;
    } catch (JournalFailedException failed) {
      throw new BadInput(failed.getMessage() + "\nthen " + remedy);
    }
  }

  private Optional<ComparisonRun> compare(
      JournalKind kind, ScenarioFile file, AtomicBoolean interrupted) throws IOException {
    var progress = new ProgressLine(spec.commandLine().getErr(), quiet, interrupted);
    try {
      if (kind == JournalKind.MEMORY) {
        return ComparisonRun.inMemory(file.scenario(), this::variant, progress);
      }
      RunFolder folder = ScenarioRun.folder(out, file.scenario());
      Optional<ComparisonRun> result = ComparisonRun.into(folder, file, this::variant, progress);
      if (result.isEmpty()) {
        progress.end();
        spec.commandLine()
            .getErr()
            .println(
                "godwit: interrupted; what was run is in %s, each a run of its own"
                    .formatted(folder.path()));
      }
      return result;
    } catch (IllegalArgumentException noRoom) {
      throw new BadInput(scenario + ": " + noRoom.getMessage());
    } finally {
      progress.end();
    }
  }

  private ScenarioRun variant(List<String> changes) {
    var all = new ArrayList<>(settings);
    all.addAll(changes);
    RunOptions options = how.options();
    return new ScenarioRun(
        Home.variant(scenario, all),
        Home.version(),
        options.pages() == Pages.OWN ? options.with(Pages.SHARED) : options);
  }

  private ScenarioRun run(ScenarioFile file) {
    return new ScenarioRun(file, Home.version(), how.options());
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
}
