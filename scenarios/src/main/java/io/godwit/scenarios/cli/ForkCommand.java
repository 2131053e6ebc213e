package io.godwit.scenarios.cli;

import io.godwit.model.unit.Counted;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.Fork;
import io.godwit.scenarios.run.PastRun;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a run that shares the past of another and differs after it. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Makes a new run that shares the past of RUN up to and including TIME, and goes on from there",
      "with other settings. Only what does not rewrite the past can be set: how migrations are done",
      "that begin later, retries, limits and placement, plans and link faults to come, expectations."
    },
    footer = {
      "",
      "Example: godwit fork runs/latest --at '40 s' --set 'migration.memory.downtime-limit=100 ms'"
    })
final class ForkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RunArgument run;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      required = true,
      converter = TimeConverter.class,
      description = "The last moment that both share.")
  private SimTime at;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      completionCandidates = Candidates.Keys.class,
      required = true,
      description = "What differs from then on, such as plan[0].limits.total=128.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where to keep the new run.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--json", description = "The summary as one JSON document on standard output.")
  private boolean json;

  @Mixin private Verbosity verbosity;

  @Mixin private HowToRun how;

  @Override
  public Integer call() throws IOException, ScenarioProblems {
    try (PastRun parent =
        PastRun.open(RunFolder.open(LookBack.ofOne(run.folder())).path().toRealPath())) {
      var fork = new Fork(parent, at, settings, Home.version());
      RunFolder folder = folder(parent, fork);
      saySharing(fork);
      return make(fork, folder)
          .map(new RunPrinter(spec, json, verbosity.quiet())::show)
          .orElse(ExitCode.INTERRUPTED);
    }
  }

  /**
   * Beside the run that is forked, or the comparison whose run that is, unless the user says where.
   */
  private RunFolder folder(PastRun parent, Fork fork) {
    Path runs = parent.folder().path().toAbsolutePath().getParent();
    return out.isPresent()
        ? ScenarioRun.folder(out, fork.scenario())
        : RunFolder.create(
            ComparisonRun.isIn(runs) ? runs.getParent() : runs,
            fork.scenario().name(),
            fork.scenario().seed());
  }

  private Optional<RunResult> make(Fork fork, RunFolder folder) {
    try (var interruption = new Interruption()) {
      var progress = new ProgressLine(spec.commandLine().getErr(), verbosity, interruption.asked());
      interruption.keeps(() -> progress.soFar() + Resumable.remedy(folder));
      try {
        return Resumable.making(folder, () -> fork.into(folder, how.options(), progress));
      } finally {
        progress.end();
      }
    }
  }

  private void saySharing(Fork fork) {
    if (!verbosity.quiet()) {
      fork.passedOver().forEach(line -> Aside.say(spec, line));
      Aside.say(
          spec,
          "shares %s up to %s, found again from %s"
              .formatted(
                  Counted.of(fork.shared(), "event"),
                  Exact.text(at),
                  fork.from()
                      .map(from -> "the checkpoint at " + Exact.text(from))
                      .orElse("the beginning")));
    }
  }
}
