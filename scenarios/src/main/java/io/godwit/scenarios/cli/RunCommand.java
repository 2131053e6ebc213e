package io.godwit.scenarios.cli;

import io.godwit.model.fleet.NoHostFound;
import io.godwit.persistence.journal.JournalFailedException;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.WriteFailedException;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.Forecast;
import io.godwit.scenarios.run.Pages;
import io.godwit.scenarios.run.Placing;
import io.godwit.scenarios.run.RunOptions;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario and reports what it cost. */
@Command(
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    description = "Runs a scenario of the library, or one from a file, and reports what it cost.",
    footer = {
      "",
      "Example: godwit run rack-drain --seed 7 --set plan[0].limits.total=128",
      "The events, report.html, summary.json and migrations.csv are in",
      "runs/<scenario>-<seed>-<n>."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      completionCandidates = Candidates.Library.class,
      description = "A name of the library, or a file.")
  private String scenario;

  @Option(names = "--seed", description = "All randomness follows from it.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      completionCandidates = Candidates.Keys.class,
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

  @Mixin private Verbosity verbosity;

  @Mixin private HowToRun how;

  @Option(
      names = "--dry-run",
      description = "Runs nothing: says what would move, and about how long it would take.")
  private boolean dryRun;

  @Override
  public Integer call() {
    JournalKind kind = journalKind();
    warnOfNoFolder(kind);
    OutputFile.requireTwo("--out", out, "--openmetrics", openMetrics);
    seed.ifPresent(value -> settings.add("seed=" + value));
    ScenarioFile file = Home.read(scenario, settings);
    requireThatSeedCounts(file.scenario());
    if (openMetrics.isPresent()) {
      requireOneRecord(kind, file);
      OpenMetricsFile.requireOwn(openMetrics.get());
    }
    try (var interruption = new Interruption()) {
      var progress = new ProgressLine(spec.commandLine().getErr(), verbosity, interruption.asked());
      try {
        return dryRun ? foresee(file, progress) : run(kind, file, progress, interruption);
      } catch (NoHostFound none) {
        throw new BadInput(Placing.refusal(file, none).getMessage());
      } finally {
        progress.end();
      }
    }
  }

  private void warnOfNoFolder(JournalKind kind) {
    if (out.isPresent() && kind == JournalKind.MEMORY) {
      spec.commandLine()
          .getErr()
          .println(
              "godwit: warning: --out %s: --journal memory keeps no record, not there either"
                  .formatted(out.get()));
    }
  }

  private void requireThatSeedCounts(Scenario read) {
    boolean hasItsOwn =
        read.comparison().filter(comparison -> !comparison.seeds().isEmpty()).isPresent();
    if (seed.isPresent() && hasItsOwn) {
      throw new BadInput(
          "--seed %d: %s is run with seeds of its own; change those, with --set compare.seeds=%d..%d"
              .formatted(seed.get(), scenario, seed.get(), seed.get() + 2));
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
    return new RunPrinter(spec, json, verbosity.quiet()).show(result.get());
  }

  private JournalKind journalKind() {
    for (JournalKind kind : JournalKind.values()) {
      if (kind.word().equals(journal)) {
        return kind;
      }
    }
    throw new BadInput("--journal " + journal + ": there are only sqlite and memory");
  }

  private int foresee(ScenarioFile file, ProgressLine progress) {
    Optional<Forecast> forecast = Forecast.of(file, Home.version(), progress);
    progress.end();
    PrintWriter page = spec.commandLine().getOut();
    forecast.ifPresent(found -> page.print(json ? found.json() : found.page()));
    page.flush();
    return forecast.isPresent() ? ExitCode.OK : ExitCode.INTERRUPTED;
  }

  private int run(
      JournalKind kind, ScenarioFile file, ProgressLine progress, Interruption interruption) {
    boolean kept = kind != JournalKind.MEMORY;
    if (file.scenario().comparison().isPresent()) {
      return show(
          kept
              ? record(file, progress, interruption)
              : ComparisonRun.inMemory(file.scenario(), this::variant, progress),
          progress);
    }
    Optional<RunResult> result =
        kept ? record(run(file), file, progress, interruption) : run(file).inMemory(progress);
    progress.end();
    return finish(result);
  }

  private Optional<RunResult> record(
      ScenarioRun run, ScenarioFile file, ProgressLine progress, Interruption interruption) {
    RunFolder folder = ScenarioRun.folder(out, file.scenario());
    interruption.keeps(() -> progress.soFar() + Resumable.remedy(folder));
    return Resumable.making(folder, () -> run.into(folder, progress));
  }

  private Optional<ComparisonRun> record(
      ScenarioFile file, ProgressLine progress, Interruption interruption) {
    RunFolder folder = ScenarioRun.folder(out, file.scenario());
    String kept = "what was run is in %s, each a run of its own".formatted(folder.path());
    interruption.keeps(() -> progress.soFar() + kept);
    try {
      return ComparisonRun.into(folder, file, this::variant, progress);
    } catch (JournalFailedException | WriteFailedException failed) {
      throw ComparisonRun.isIn(folder.path())
          ? new BadInput(failed.getMessage() + '\n' + kept, failed)
          : failed;
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

  private int show(Optional<ComparisonRun> result, ProgressLine progress) {
    progress.end();
    if (result.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    PrintWriter page = spec.commandLine().getOut();
    page.print(json ? result.get().json() : result.get().page());
    page.flush();
    PrintWriter err = spec.commandLine().getErr();
    if (!verbosity.quiet() && result.get().folder().isPresent()) {
      err.println("the runs are in " + result.get().folder().get());
      err.flush();
    }
    return result.get().valid() ? ExitCode.OK : ExitCode.INVALID;
  }
}
