package io.godwit.scenarios.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.file.Explanation;
import io.godwit.scenarios.file.Problem;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.Placing;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks scenario files without running them. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Checks scenarios and says everything that is wrong with them.",
    footer = {"", "Example: godwit validate my-scenario.yaml"})
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "SCENARIO",
      completionCandidates = Candidates.Library.class,
      description = "Names of the library, files, or - for standard input.")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      completionCandidates = Candidates.Keys.class,
      description = "Overrides a value, such as plan[0].limits.total=128.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Option(
      names = "--explain",
      description =
          "Says what is taken where a scenario says nothing, and what an orchestrator's name"
              + " stands for; what we assumed is marked.")
  private boolean explain;

  @Override
  public Integer call() {
    var refused = new ArrayList<ScenarioProblems>();
    var hints = new ArrayList<Problem>();
    PrintWriter out = spec.commandLine().getOut();
    for (String name : scenarios) {
      try {
        ScenarioFile file = Home.tryReading(name, settings);
        hints.addAll(file.hints());
        Placing.check(file);
        if (!json) {
          out.println(name + ": " + file.scenario().name() + " is valid");
        }
        if (explain && !json) {
          out.print(Explanation.of(file));
        }
      } catch (ScenarioProblems wrong) {
        refused.add(wrong);
      }
    }
    if (json) {
      ObjectNode document =
          json(refused.stream().flatMap(each -> each.problems().stream()).toList());
      list(hints, document.putArray("warnings"));
      out.println(document.toPrettyString());
    } else {
      hints.forEach(hint -> spec.commandLine().getErr().println("godwit: warning: " + hint));
      refused.stream()
          .flatMap(each -> each.getMessage().lines())
          .forEach(problem -> spec.commandLine().getErr().println("godwit: " + problem));
    }
    return refused.isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private static ObjectNode json(List<Problem> problems) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("valid", problems.isEmpty());
    list(problems, root.putArray("problems"));
    return root;
  }

  private static void list(List<Problem> problems, ArrayNode list) {
    for (Problem problem : problems) {
      list.addObject()
          .put("file", problem.file())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("path", problem.path())
          .put("message", problem.message());
    }
  }
}
