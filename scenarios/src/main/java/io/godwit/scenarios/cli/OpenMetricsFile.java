package io.godwit.scenarios.cli;

import io.godwit.dashboards.metrics.BackFill;
import io.godwit.model.event.RecordedEvent;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.PastRun;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.Targets;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes the metrics of a run over virtual time. */
final class OpenMetricsFile {

  private OpenMetricsFile() {}

  /** Refuses to write over anything else than metrics; asked before anything is run. */
  static void requireOwn(Path file) {
    OutputFile.requireOwn(file, "file of metrics", List.of("# HELP ", "# TYPE ", "# EOF"));
  }

  /** Writes those of a run into {@code file}, with what came of it in the end. */
  static void write(RunResult run, Path file) {
    requireOwn(file);
    BackFill samples = LookBack.at(run.folder().orElseThrow(), OpenMetricsFile::samples);
    samples.metrics().conclude(run.summary());
    OutputFile.write(
        file,
        () -> {
          try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            samples.write(writer);
          }
        });
  }

  static BadInput ofComparison(Path file) {
    return new BadInput(
        "--openmetrics %s: this is a comparison of several runs; name one of them".formatted(file));
  }

  static BadInput ofSeveral(Path file) {
    return new BadInput("--openmetrics %s: it takes the samples of one run".formatted(file));
  }

  private static BackFill samples(PastRun past) throws ScenarioProblems {
    var scenario = ScenarioFile.readAnyway(past.folder().scenario(), List.of()).scenario();
    String digest = past.log().isFinished() ? past.log().digest() : "";
    String instance = LookBack.nameOf(past);
    var samples = new BackFill(Targets.of(scenario), instance, digest, past.log().end());
    try (Stream<RecordedEvent> events = past.log().verifiedEvents()) {
      events.forEachOrdered(samples::accept);
    }
    return samples;
  }
}
