package io.godwit.scenarios.cli;

import io.godwit.scenarios.file.Explanation;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks scenario files without running them. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks scenarios and says everything that is wrong with them.",
    footer = {"", "Example: godwit validate my-scenario.yaml"})
final class ValidateCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "SCENARIO",
      description = "Names of the library, or files.")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Overrides a value, such as plan[0].limits.total=128.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--explain",
      description =
          "Says what is taken where a scenario says nothing, and what an orchestrator's name"
              + " stands for; what we assumed is marked.")
  private boolean explain;

  @Override
  public void run() {
    var problems = new ArrayList<String>();
    for (String name : scenarios) {
      try {
        ScenarioFile file = Home.read(name, settings);
        spec.commandLine().getOut().println(name + ": " + file.scenario().name() + " is valid");
        if (explain) {
          spec.commandLine().getOut().print(Explanation.of(file));
        }
      } catch (BadInput | ScenarioProblems wrong) {
        problems.add(wrong.getMessage());
      }
    }
    spec.commandLine().getOut().flush();
    if (!problems.isEmpty()) {
      throw new BadInput(String.join("\n", problems));
    }
  }
}
