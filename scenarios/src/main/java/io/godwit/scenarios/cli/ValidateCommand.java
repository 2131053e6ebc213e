package io.godwit.scenarios.cli;

import io.godwit.scenarios.file.Scenario;
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

  @Override
  public void run() {
    var problems = new ArrayList<String>();
    for (String name : scenarios) {
      try {
        Scenario scenario = Home.read(name, settings).scenario();
        spec.commandLine().getOut().println(name + ": " + scenario.name() + " is valid");
      } catch (BadInput wrong) {
        problems.add(wrong.getMessage());
      }
    }
    spec.commandLine().getOut().flush();
    if (!problems.isEmpty()) {
      throw new BadInput(String.join("\n", problems));
    }
  }
}
