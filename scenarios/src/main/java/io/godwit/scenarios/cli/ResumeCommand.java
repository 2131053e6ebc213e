package io.godwit.scenarios.cli;

import io.godwit.model.unit.SimTime;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.Pages;
import io.godwit.scenarios.run.Resumption;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Goes on with a run that was cut off. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with a run that was interrupted, killed, or stopped by a full disk, from its last",
      "checkpoint to the end that it would have had. What it had recorded after that checkpoint is",
      "compared, not rewritten."
    },
    footer = {"", "Example: godwit resume runs/latest"})
final class ResumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RunArgument run;

  @Option(names = "--json", description = "The summary as one JSON document on standard output.")
  private boolean json;

  @Mixin private Verbosity verbosity;

  @Mixin private HowToRun how;

  @Override
  public Integer call() throws ScenarioProblems {
    RunFolder folder = RunFolder.openBegun(LookBack.ofOne(run.folder()));
    Resumption resumption = Resumption.of(folder, Home.version());
    var printer = new RunPrinter(spec, json, verbosity.quiet());
    if (resumption.isFinished()) {
      Aside.say(spec, "%s has ended already: nothing is left to resume".formatted(run.folder()));
      return printer.show(ScenarioRun.report(folder, how.options().steps(), Pages.NONE));
    }
    Optional<RunResult> result = Resumable.making(folder, () -> goOn(resumption));
    return result.map(printer::show).orElse(ExitCode.INTERRUPTED);
  }

  private Optional<RunResult> goOn(Resumption resumption) {
    try (var interruption = new Interruption()) {
      var progress = new ProgressLine(spec.commandLine().getErr(), verbosity, interruption.asked());
      interruption.keeps(() -> progress.soFar() + Resumable.remedy(resumption.folder()));
      try {
        return resumption.run(how.options(), () -> sayFrom(resumption), progress);
      } finally {
        progress.end();
      }
    }
  }

  private void sayFrom(Resumption resumption) {
    if (!verbosity.quiet()) {
      resumption.passedOver().forEach(line -> Aside.say(spec, line));
      String from = resumption.from().map(SimTime::toString).orElse("its beginning");
      Aside.say(spec, "goes on from " + from);
    }
  }
}
