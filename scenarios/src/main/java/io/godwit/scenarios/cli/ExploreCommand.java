package io.godwit.scenarios.cli;

import io.godwit.persistence.replay.Glob;
import io.godwit.persistence.run.WriteFailedException;
import io.godwit.scenarios.explore.Domain;
import io.godwit.scenarios.explore.Exploration;
import io.godwit.scenarios.explore.Exploration.Question;
import io.godwit.scenarios.explore.FindingFiles;
import io.godwit.scenarios.explore.Report;
import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.Vocabulary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for what breaks in variations of a scenario. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Makes up variations of a scenario (faults, sizes, limits, timings, ways to migrate), runs them",
      "in memory on all processors, and judges each: invariants, bugs, what never ends. What goes",
      "wrong is shrunk to the smallest scenario that shows it. The same seed finds the same."
    },
    footer = {
      "",
      "Example: godwit explore first-migration --runs 1000 --always 'vms.lost == 0'",
      "Exit codes: 0 nothing found, 1 something found, 130 interrupted: what was found until then is",
      "shown and kept."
    })
final class ExploreCommand implements Callable<Integer> {

  private static final long USUAL_RUNS = 1_000;
  private static final long MOST_RUNS = 100_000_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", description = "A name of the library, or a file.")
  private String scenario;

  @Option(
      names = "--runs",
      description = "So many variations at most (default: 1000; all of them with --exhaustive).")
  private Optional<Long> runs = Optional.empty();

  @Option(
      names = "--exhaustive",
      paramLabel = "FAULTS",
      arity = "0..1",
      fallbackValue = "1",
      defaultValue = "0",
      description = {
        "Varies nothing but faults: each at every step of the first migration; with 2, every two at",
        "every two steps, of which --runs are taken here and there."
      })
  private int exhaustive;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "All variations follow from it (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--faults",
      paramLabel = "KINDS",
      split = ",",
      defaultValue = "*",
      description = "Only these kinds, such as 'link-*,command-error' (default: ${DEFAULT-VALUE}).")
  private List<String> faults = new ArrayList<>();

  @Option(
      names = "--wild",
      description = {
        "Leaves the protocol's gaps as they are, and lets guests act while they stand; else what the",
        "scenario's protocol leaves open is chosen so that nothing is lost."
      })
  private boolean wild;

  @Option(
      names = "--always",
      paramLabel = "EXPECTATION",
      description = "What every variation must show besides, such as 'vms.lost == 0'.")
  private List<String> always = new ArrayList<>();

  @Option(
      names = "--findings",
      defaultValue = "10",
      description = "Ends when so many different ones are found (default: ${DEFAULT-VALUE}).")
  private int findings;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Overrides a value before anything is varied, such as protocol.part-check=digest.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--at-once",
      description = "So many runs at once (default: as many as there are processors).")
  private int atOnce = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write findings (default: the first free NAME-explore-N).")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    Question question = question();
    var progress = new ExploreProgress(spec.commandLine().getErr(), quiet);
    try (var interruption = new Interruption();
        var exploration = exploration(question, interruption, progress)) {
      interruption.showsFindings();
      Report report = exploration.explore();
      progress.end();
      show(report, question.scenario().scenario().name());
      return report.interrupted()
          ? ExitCode.INTERRUPTED
          : report.foundNothing() ? ExitCode.OK : ExitCode.INVALID;
    }
  }

  private Exploration exploration(
      Question question, Interruption interruption, ExploreProgress progress) {
    try {
      return new Exploration(question, Home.version(), atOnce, interruption.asked(), progress);
    } catch (IllegalArgumentException impossible) {
      throw new BadInput(scenario + ": " + impossible.getMessage());
    }
  }

  private Question question() {
    long most = runs.orElse(exhaustive == 0 ? USUAL_RUNS : MOST_RUNS);
    between("--runs", most, 1, MOST_RUNS);
    between("--exhaustive", exhaustive, 0, 2);
    between("--findings", findings, 1, 1_000);
    between("--at-once", atOnce, 1, 1_000);
    if (out.filter(Files::exists).isPresent()) {
      throw new BadInput(out.get() + ": this is there already; name a folder that is not");
    }
    always.forEach(ExploreCommand::check);
    ScenarioFile file = Home.read(scenario, settings);
    if (file.scenario().comparison().isPresent()) {
      throw new BadInput(scenario + ": this is a comparison; give a scenario that runs once");
    }
    return new Question(file, new Domain(kinds(), wild), seed, most, exhaustive, always, findings);
  }

  private List<String> kinds() {
    List<String> all = Vocabulary.words("faults.kind");
    List<Glob> globs = faults.stream().map(Glob::of).toList();
    List<String> kinds =
        all.stream().filter(kind -> globs.stream().anyMatch(glob -> glob.matches(kind))).toList();
    if (kinds.isEmpty()) {
      throw new BadInput(
          "--faults %s: there is no such kind; there are %s"
              .formatted(String.join(",", faults), String.join(", ", all)));
    }
    return kinds;
  }

  private static void between(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new BadInput("%s %d: from %d to %,d".formatted(option, value, least, most));
    }
  }

  private static void check(String expectation) {
    try {
      Expectation.of(expectation);
    } catch (IllegalArgumentException wrong) {
      throw new BadInput("--always " + wrong.getMessage());
    }
  }

  private void show(Report report, String name) {
    Optional<Path> folder =
        report.foundNothing() ? Optional.empty() : Optional.of(out.orElseGet(() -> free(name)));
    try {
      folder.ifPresent(
          into -> OutputFile.write(into, () -> FindingFiles.write(report.findings(), into)));
    } catch (WriteFailedException lost) {
      print(report, Optional.empty());
      throw lost;
    }
    print(report, folder);
  }

  private void print(Report report, Optional<Path> folder) {
    PrintWriter page = spec.commandLine().getOut();
    page.print(json ? report.json(folder) : report.page(folder));
    page.flush();
  }

  private static Path free(String name) {
    int number = 1;
    while (Files.exists(Path.of(name + "-explore-" + number))) {
      number++;
    }
    return Path.of(name + "-explore-" + number);
  }
}
