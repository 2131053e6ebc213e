package io.godwit.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Helps with a command, or with all. */
@Command(
    helpCommand = true,
    description = "Helps with a command, or writes man pages of all.",
    footer = {"", "Example: godwit help run", "         godwit help --man share/man/man1"})
final class HelpCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      completionCandidates = Candidates.Commands.class,
      description = "The command to help with.")
  private Optional<String> command = Optional.empty();

  @Option(
      names = "--man",
      paramLabel = "FOLDER",
      description = "Writes godwit.1 and a page for each command there, for 'man'.")
  private Optional<Path> man = Optional.empty();

  @Override
  public void run() {
    CommandLine godwit = spec.parent().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    if (man.isPresent()) {
      write(ManPages.of(godwit.getCommandSpec()), man.get());
    } else if (command.isEmpty()) {
      godwit.usage(out);
    } else {
      wanted(godwit, command.get()).usage(out);
    }
    out.flush();
  }

  private static CommandLine wanted(CommandLine godwit, String name) {
    CommandLine found = godwit.getSubcommands().get(name);
    if (found == null) {
      throw Godwit.unknown(name, godwit);
    }
    return found;
  }

  private static void write(Map<String, String> pages, Path folder) {
    OutputFile.write(
        folder,
        () -> {
          Files.createDirectories(folder);
          for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
          }
        });
  }
}
