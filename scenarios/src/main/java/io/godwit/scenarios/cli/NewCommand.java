package io.godwit.scenarios.cli;

import io.godwit.scenarios.file.Misspelt;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a scenario to begin with. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Writes a scenario to begin with, valid and with comments. A file that is there stays as it is.",
      "",
      "  migration  one guest moves, and where its time goes",
      "  drain      a rack is emptied for maintenance",
      "  rebalance  full and empty hosts are evened out",
      "  compare    one drain with several settings, side by side",
      "  chaos      links and devices fail while guests move",
      ""
    },
    footer = {"", "Example: godwit new drain tonight.yaml"})
final class NewCommand implements Runnable {

  private static final String STANDARD_OUTPUT = "-";

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      completionCandidates = Candidates.Kinds.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String kind;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "What to write; - for standard output (default: KIND.yaml).")
  private Optional<String> file = Optional.empty();

  @Override
  public void run() {
    Starters starter = starter();
    PrintWriter out = spec.commandLine().getOut();
    String name = file.orElse(starter.word() + ".yaml");
    if (name.equals(STANDARD_OUTPUT)) {
      out.print(starter.text());
    } else {
      write(Path.of(name), starter.text());
      String asFile = name.startsWith("-") ? "./" + name : name;
      out.println("%s is written; 'godwit run %s' runs it".formatted(name, asFile));
    }
    out.flush();
  }

  private Starters starter() {
    return Arrays.stream(Starters.values())
        .filter(each -> each.word().equals(kind))
        .findFirst()
        .orElseThrow(() -> new BadInput(kind + ": there is no such starter; " + remedy()));
  }

  private String remedy() {
    return Misspelt.nearest(kind, Starters.words())
        .map("did you mean '%s'?"::formatted)
        .orElse("there are " + String.join(", ", Starters.words()));
  }

  private static void write(Path path, String text) {
    if (Files.exists(path)) {
      throw new BadInput(path + ": there is a file already; name another, or remove it yourself");
    }
    OutputFile.write(
        path,
        () ->
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }
}
