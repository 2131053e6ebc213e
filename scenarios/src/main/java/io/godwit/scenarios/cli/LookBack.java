package io.godwit.scenarios.cli;

import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.PastRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens recorded runs for commands. */
final class LookBack {

  /** What a command does with a run. */
  @FunctionalInterface
  interface Work<T> {
    T with(PastRun run) throws ScenarioProblems;
  }

  private LookBack() {}

  static <T> T at(Path folder, Work<T> work) {
    try (PastRun run = PastRun.open(ofOne(folder))) {
      return work.with(run);
    } catch (ScenarioProblems refused) {
      throw new BadInput(refused.getMessage());
    }
  }

  /** The name of a run's own folder, whatever link led to it. */
  static String nameOf(PastRun run) {
    try {
      return run.folder().path().toRealPath().getFileName().toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The folder, which is not that of a comparison: of its runs one must be named. */
  static Path ofOne(Path folder) {
    if (!ComparisonRun.isIn(folder)) {
      return folder;
    }
    String runs = String.join(", ", runsIn(folder));
    if (ComparisonRun.isWhole(folder)) {
      throw new BadInput(
          "%s: this is a comparison; name one of its runs: %s".formatted(folder, runs));
    }
    throw new BadInput(
        "%s: this is a comparison that was cut off; 'godwit run %s' runs it again%s"
            .formatted(
                folder,
                ComparisonRun.asked(folder),
                runs.isEmpty() ? "" : ", or name one of its runs: " + runs));
  }

  private static List<String> runsIn(Path folder) {
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.filter(run -> !Files.isSymbolicLink(run))
          .filter(run -> Files.isRegularFile(run.resolve("events.db")))
          .map(Path::toString)
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
