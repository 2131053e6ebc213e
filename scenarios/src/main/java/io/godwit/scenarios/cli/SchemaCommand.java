package io.godwit.scenarios.cli;

import io.godwit.scenarios.file.JsonSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of scenario files. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of scenario files, for editors.",
    footer = {"", "Example: godwit schema > scenario.schema.json"})
final class SchemaCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(JsonSchema.text());
    spec.commandLine().getOut().flush();
  }
}
