package io.godwit.scenarios.cli;

import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.search.Findings;
import io.godwit.scenarios.search.Goal;
import io.godwit.scenarios.search.Knob;
import io.godwit.scenarios.search.Study;
import io.godwit.scenarios.search.Trials;
import io.godwit.scenarios.search.UsualKnobs;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches for the settings with which a scenario serves a goal best. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Searches for the setting of one to four keys that serves a goal best within bounds, by running",
      "the scenario many times with the same random numbers, and says what each bound costs, whether",
      "other seeds agree, and what twice as fast a network would bring. Keeps no runs; writes the",
      "scenario with the best settings."
    },
    footer = {
      "",
      "Example: godwit plan rack-drain --goal duration --subject-to 'downtime.p99 <= 300 ms' \\",
      "             --vary plan[0].limits.total=4..256",
      "Exit codes: 0 found, 1 no setting that was tried satisfies the bounds, 130 interrupted: what",
      "was found until then is shown."
    })
final class PlanCommand implements Callable<Integer> {

  private static final int MOST_KNOBS = 4;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      completionCandidates = Candidates.Library.class,
      description = "A name of the library, or a file.")
  private String scenario;

  @Option(
      names = "--goal",
      paramLabel = "METRIC",
      defaultValue = "duration",
      description = {
        "A metric of expectations, of which the least is sought, or 'most METRIC'",
        "(default: ${DEFAULT-VALUE})."
      })
  private String goal;

  @Option(
      names = "--subject-to",
      paramLabel = "BOUND",
      description = "What must hold besides, such as 'downtime.p99 <= 300 ms'.")
  private List<String> bounds = new ArrayList<>();

  @Option(
      names = "--vary",
      paramLabel = "PATH=VALUES",
      description = {
        "A key and its range, 4..256 or '10..100 Gbit/s', or its values, one,other (default: the",
        "limits total and per-source of the first plan that moves several guests)."
      })
  private List<String> vary = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      completionCandidates = Candidates.Keys.class,
      description = "Overrides a value in all runs, such as plan[0].limits.total=128.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--runs",
      defaultValue = "40",
      description = "The search tries at most so many settings (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seeds",
      defaultValue = "5",
      description = "The best is tried with so many other seeds (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--at-once",
      description = "So many runs at once (default: as many as there are processors).")
  private int atOnce = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the scenario (default: the first free NAME-plan-N.yaml).")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() {
    Goal asked = parsed(() -> Goal.parse(goal, bounds));
    ScenarioFile file = read(List.of());
    Goal sought = parsed(() -> asked.of(file.scenario()));
    Study study = study(file);
    if (file.scenario().comparison().isPresent()) {
      throw new BadInput(scenario + ": this is a comparison; give a scenario that runs once");
    }
    Path target = out.isPresent() ? fresh(out.get()) : firstFree(file.scenario().name());
    check(study);
    return carryOut(study, sought, file, target);
  }

  private Study study(ScenarioFile file) {
    if (vary.size() > MOST_KNOBS) {
      throw new BadInput(
          "--vary: %d keys; at most %d, for each makes the search as much longer"
              .formatted(vary.size(), MOST_KNOBS));
    }
    List<Knob> turned = parsed(() -> knobs(file));
    requireDistinct(turned);
    atLeast("--runs", runs, 1);
    atLeast("--seeds", seeds, 0);
    atLeast("--at-once", atOnce, 1);
    return new Study(turned, runs, seeds);
  }

  private static void requireDistinct(List<Knob> knobs) {
    var paths = new HashSet<String>();
    for (Knob knob : knobs) {
      if (!paths.add(knob.path())) {
        throw new BadInput("--vary %s: given twice; give one range of it".formatted(knob.path()));
      }
    }
  }

  private List<Knob> knobs(ScenarioFile file) {
    return vary.isEmpty()
        ? UsualKnobs.of(file.scenario())
        : vary.stream().map(Knob::parse).toList();
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least || value > 10_000) {
      throw new BadInput("%s %d: from %d to 10,000".formatted(option, value, least));
    }
  }

  private static <T> T parsed(Callable<T> parser) {
    try {
      return parser.call();
    } catch (IllegalArgumentException wrong) {
      throw new BadInput(wrong.getMessage());
    } catch (Exception ours) {
      throw new IllegalStateException(ours);
    }
  }

  private void check(Study study) {
    try {
      study.check(this::with);
    } catch (ScenarioProblems problems) {
      throw new BadInput(problems.getMessage());
    }
  }

  private ScenarioFile read(List<String> changes) {
    return Home.read(scenario, all(changes));
  }

  private ScenarioFile with(List<String> changes) throws ScenarioProblems {
    return Home.tryReading(scenario, all(changes));
  }

  private List<String> all(List<String> changes) {
    var all = new ArrayList<>(settings);
    all.addAll(changes);
    return all;
  }

  private int carryOut(Study study, Goal sought, ScenarioFile file, Path target) {
    var progress = new PlanProgress(spec.commandLine().getErr(), verbosity.quiet(), sought);
    try (var interruption = new Interruption();
        var trials =
            new Trials(
                this::with, sought, Home.version(), atOnce, interruption.asked(), progress)) {
      interruption.showsFindings();
      Findings findings = study.carryOut(file, trials);
      progress.end();
      show(findings);
      if (findings.found()) {
        write(findings.best().orElseThrow().settings(), target);
      }
      return findings.interrupted()
          ? ExitCode.INTERRUPTED
          : findings.found() ? ExitCode.OK : ExitCode.INVALID;
    }
  }

  private void show(Findings findings) {
    PrintWriter page = spec.commandLine().getOut();
    page.print(json ? findings.json() : findings.page());
    page.flush();
  }

  private void write(List<String> best, Path target) {
    String text = read(best).text();
    OutputFile.write(target, () -> Files.writeString(target, text, StandardOpenOption.CREATE_NEW));
    if (!verbosity.quiet()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("the scenario with the best settings is in " + target);
      err.flush();
    }
  }

  private static Path fresh(Path file) {
    if (Files.exists(file)) {
      throw new BadInput(file + ": this is there already; name a file that is not");
    }
    return file;
  }

  private static Path firstFree(String name) {
    int number = 1;
    while (Files.exists(Path.of(name + "-plan-" + number + ".yaml"))) {
      number++;
    }
    return Path.of(name + "-plan-" + number + ".yaml");
  }
}
