package io.godwit.scenarios.cli;

import io.godwit.scenarios.oracle.BadRecord;
import io.godwit.scenarios.oracle.Calibration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits hosts and workloads to measured migrations. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Fits host limits to measured migrations and, for records that do not say how their guest",
      "writes, a dirty-page model too. Prints a scenario fragment."
    },
    footer = {
      "",
      "Example: godwit calibrate docs/oracle/qemu-7.2.jsonl --out mine.yaml",
      "Leave 'pattern' out of a record to have its workload fitted."
    })
final class CalibrateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "As for 'godwit oracle'.")
  private List<Path> files;

  @Option(
      names = "--inputs",
      paramLabel = "FILE",
      description = "What was migrated, for a bare reply: the input fields of a record.")
  private Optional<Path> inputs = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the fragment there.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    try {
      String fragment = Calibration.of(files, inputs).fragment();
      if (out.isEmpty()) {
        spec.commandLine().getOut().print(fragment);
        spec.commandLine().getOut().flush();
      } else {
        write(out.get(), fragment);
      }
      return ExitCode.OK;
    } catch (BadRecord bad) {
      throw new BadInput(bad.getMessage());
    }
  }

  /** Somebody may have worked on a file of that name. */
  private static void write(Path file, String fragment) {
    if (Files.exists(file)) {
      throw new BadInput(file + ": there is such a file; name another, or remove it yourself");
    }
    OutputFile.write(file, () -> Files.writeString(file, fragment));
  }
}
