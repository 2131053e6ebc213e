package io.godwit.scenarios.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.dashboards.report.EventLine;
import io.godwit.dashboards.report.JsonValues;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.Exact;
import io.godwit.persistence.replay.Divergence;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.Pages;
import io.godwit.scenarios.run.PastRun;
import io.godwit.scenarios.run.RunOptions;
import io.godwit.scenarios.run.Verification;
import io.godwit.scenarios.run.Verification.Result;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Does a run again and compares it with its record. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Does a run again from the scenario in its folder and compares every event with the record,",
      "byte for byte; the first difference is shown with what preceded it. Nothing is written.",
      "An unfinished run is verified up to where its record ends. Exit code 1: they differ."
    },
    footer = {"", "Example: godwit verify runs/latest"})
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RunArgument run;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Mixin private Verbosity verbosity;

  /** As of {@code godwit run}; see docs/time-travel.md. */
  @Option(
      names = "--recover-randomly",
      paramLabel = "P",
      converter = HowToRun.Chance.class,
      hidden = true)
  private int recoverPerMillion;

  @Override
  public Integer call() throws ScenarioProblems {
    try (PastRun past = PastRun.open(LookBack.ofOne(run.folder()));
        var interruption = new Interruption()) {
      Verification verification = Verification.of(past, Home.version(), options());
      var progress = new ProgressLine(spec.commandLine().getErr(), verbosity, interruption.asked());
      Optional<Result> result;
      try {
        result = verification.run(progress);
      } finally {
        progress.end();
      }
      result.ifPresent(found -> print(found, verification));
      return result
          .map(found -> found.divergence().isEmpty() ? ExitCode.OK : ExitCode.INVALID)
          .orElse(ExitCode.INTERRUPTED);
    }
  }

  private RunOptions options() {
    return new RunOptions(recoverPerMillion, RunOptions.USUAL.checkpoints(), false, Pages.NONE);
  }

  private void print(Result result, Verification verification) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(document(result).toPrettyString());
    } else {
      result.divergence().ifPresentOrElse(found -> print(result, found), () -> same(result));
      verification
          .forkedAt()
          .ifPresent(
              at ->
                  out.println(
                      "a fork: up to " + Exact.text(at) + " under the scenario of its past"));
    }
    out.flush();
  }

  private void same(Result result) {
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %s, all the same%s%ndigest %s%n",
            run.folder(),
            Counted.of(result.compared(), "event"),
            result.finished()
                ? ""
                : "; the record is unfinished and ends at " + Exact.text(result.end()),
            result.digest());
  }

  private void print(Result result, Divergence divergence) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %s the same, then they differ%n",
        run.folder(), Counted.of(result.compared(), "event", "is", "are"));
    divergence.before().forEach(event -> out.println("             " + EventLine.of(event)));
    out.println("  on record: " + text(divergence.left()));
    out.println("  now:       " + text(divergence.right()));
  }

  /** With its components: what an event means may be the same where a component differs. */
  private static String text(Optional<RecordedEvent> event) {
    return event
        .map(one -> EventLine.of(one) + System.lineSeparator() + "             " + one)
        .orElse("nothing more");
  }

  private static ObjectNode document(Result result) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("same", result.divergence().isEmpty());
    document.put("compared", result.compared());
    document.put("finished", result.finished());
    document.set("end", JsonValues.of(result.end()));
    document.put("digest", result.digest());
    result
        .divergence()
        .ifPresent(
            divergence -> {
              ArrayNode before = document.putArray("before");
              divergence.before().forEach(event -> before.add(JsonValues.of(event)));
              divergence.left().ifPresent(one -> document.set("recorded", JsonValues.of(one)));
              divergence.right().ifPresent(one -> document.set("now", JsonValues.of(one)));
            });
    return document;
  }
}
