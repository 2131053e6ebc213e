package io.godwit.scenarios.cli;

import io.godwit.model.precopy.Engines;
import io.godwit.scenarios.oracle.BadRecord;
import io.godwit.scenarios.oracle.Oracle;
import io.godwit.scenarios.oracle.SyncReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts measured migrations and says by how much it is wrong. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Predicts migrations that were measured on a real hypervisor, each from its inputs alone, and",
      "prints measured and predicted side by side."
    },
    footer = {
      "",
      "Example: godwit oracle docs/oracle/qemu-7.2.jsonl",
      "A bare query-migrate reply: godwit oracle reply.json --inputs inputs.json",
      "Fields and their meaning: docs/oracle/README.md. Exit code 1: an outcome was not predicted."
    })
final class OracleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Records, one JSON object a line, or a query-migrate reply.")
  private List<Path> files;

  @Option(
      names = "--inputs",
      paramLabel = "FILE",
      description = "What was migrated, for a bare reply: the input fields of a record.")
  private Optional<Path> inputs = Optional.empty();

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "Predict with this engine instead of each record's own.")
  private Optional<String> engine = Optional.empty();

  @Option(
      names = "--figure",
      paramLabel = "FILE",
      description = "Draw predicted over measured total times into this SVG file too.")
  private Optional<Path> figure = Optional.empty();

  @Option(
      names = "--syncs",
      paramLabel = "NAME",
      description = "Instead, the dirty syncs of this configuration, one by one, with its repeats.")
  private Optional<String> syncs = Optional.empty();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      Optional<Engines> by = engine.map(OracleCommand::engine);
      if (syncs.isPresent()) {
        return printSyncs(syncs.get(), by);
      }
      Oracle oracle = Oracle.of(files, inputs, by);
      if (figure.isPresent()) {
        draw(figure.get(), oracle.figure());
      }
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? oracle.json() : oracle.text());
      out.flush();
      return oracle.outcomesRight() ? ExitCode.OK : ExitCode.INVALID;
    } catch (BadRecord bad) {
      throw new BadInput(bad.getMessage());
    }
  }

  private int printSyncs(String name, Optional<Engines> by) throws BadRecord {
    if (json || figure.isPresent()) {
      throw new BadInput("--syncs: it prints a table only; leave out --json and --figure");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(SyncReport.of(files, inputs, by, name));
    out.flush();
    return ExitCode.OK;
  }

  private static void draw(Path file, String figure) {
    ChartFile.write(file, figure);
  }

  private static Engines engine(String word) {
    return Arrays.stream(Engines.values())
        .filter(engine -> engine.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "--engine %s: there are only %s"
                        .formatted(
                            word,
                            String.join(
                                ", ",
                                Arrays.stream(Engines.values()).map(Engines::word).toList()))));
  }
}
