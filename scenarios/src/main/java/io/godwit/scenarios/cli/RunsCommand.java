package io.godwit.scenarios.cli;

import io.godwit.scenarios.shelf.Shelf;
import io.godwit.scenarios.shelf.ShelfException;
import io.godwit.scenarios.shelf.ShelfJson;
import io.godwit.scenarios.shelf.ShelfText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the runs that are kept. */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Lists the runs in a folder: what they were, what they came to, how large they are.",
    footer = {"", "Example: godwit runs --tree"})
final class RunsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = "runs",
      description = "Where the runs are (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--tree", description = "Forks below what they were forked from.")
  private boolean tree;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Shelf shelf = Shelf.of(folder);
      out.print(
          json
              ? ShelfJson.of(shelf).toPrettyString() + '\n'
              : ShelfText.of(shelf, tree, ZoneId.systemDefault(), Screen.widest()));
      out.flush();
    } catch (ShelfException refused) {
      throw new BadInput(refused.getMessage());
    }
  }
}
