package io.godwit.scenarios.cli;

import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Summary;
import io.godwit.dashboards.report.SummaryFile;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.Claim;
import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.ScenarioRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges a run again, from its events alone. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Judges a run again, from its events alone: every invariant, with the first event that breaks",
      "it, what had struck before, and how often it is broken; and what is expected of it."
    },
    footer = {
      "",
      "Example: godwit check runs/latest --expect 'migrations{vm=db*}.failed == 0'",
      "",
      "Exit codes: 0 valid, or unknown where nothing was proved; 1 invalid; 2 bad input."
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RunArgument run;

  @Option(
      names = "--expect",
      paramLabel = "WHAT",
      description = {
        "What must hold, instead of what its scenario expects; may be given several times. Such as",
        "'downtime.max <= 1 s', 'plan[0].duration <= 2 h', 'always hosts.down <= 1'."
      })
  private List<String> expected = List.of();

  @Option(names = "--json", description = "The summary as one JSON document on standard output.")
  private boolean json;

  @Override
  public Integer call() throws ScenarioProblems {
    Summary summary = judged();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(SummaryFile.json(summary));
    } else {
      show(out, summary);
    }
    out.flush();
    if (summary.unfinished().isPresent()) {
      return ExitCode.UNFINISHED;
    }
    return summary.verdict().equals("INVALID") ? ExitCode.INVALID : ExitCode.OK;
  }

  private Summary judged() throws ScenarioProblems {
    List<Claim> claims = parsed(Claim::isOne, Claim::of);
    List<Expectation> expectations = parsed(text -> !Claim.isOne(text), Expectation::of);
    return ScenarioRun.check(RunFolder.open(LookBack.ofOne(run.folder())), expectations, claims);
  }

  private <T> List<T> parsed(Predicate<String> which, Function<String, T> parser) {
    try {
      return expected.stream().filter(which).map(parser).toList();
    } catch (IllegalArgumentException wrong) {
      throw new BadInput("--expect " + wrong.getMessage());
    }
  }

  private static void show(PrintWriter out, Summary summary) {
    out.println(
        "%s (seed %d): %s".formatted(summary.scenario(), summary.seed(), summary.verdict()));
    if (summary.unfinished().isPresent()) {
      out.println("  the run did not come to its end; nothing is judged");
      return;
    }
    show(out, "invariant", summary.invariants());
    show(out, "expectation", summary.expectations());
    show(out, "fault", summary.faults());
  }

  private static void show(PrintWriter out, String what, List<Judgement> judgements) {
    for (Judgement each : judgements) {
      out.println(
          "  %-11s %-8s %s%s"
              .formatted(
                  what,
                  each.result(),
                  each.name(),
                  each.detail().isEmpty() ? "" : ": " + each.detail()));
    }
  }
}
