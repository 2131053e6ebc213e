package io.godwit.scenarios.cli;

import io.godwit.dashboards.export.Exits;
import io.godwit.dashboards.export.Exits.RunName;
import io.godwit.model.event.RecordedEvent;
import io.godwit.scenarios.run.PastRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a run in the format of another tool. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Writes a run, from its events alone, in the format of another tool:",
      "perfetto (a trace for ui.perfetto.dev), speedscope (profiles for speedscope.app), otlp",
      "(OpenTelemetry spans), csv, jsonl or parquet (a folder of tidy tables), svg (figures)."
    },
    footer = {"", "Example: godwit export runs/latest --to perfetto --out trace.pftrace"})
final class ExportCommand implements Callable<Integer> {

  /** Of a trace, of profiles and of spans. */
  private static final List<String> BEGINNINGS =
      List.of("\n", "{\"$schema\"", "{\"resourceSpans\"");

  @Spec private CommandSpec spec;

  @Mixin private RunArgument run;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      required = true,
      description = "perfetto, speedscope, otlp, csv, jsonl, parquet or svg.")
  private String to;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = "The file or folder to write (default: one in the run's folder).")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    Exits format = format();
    Path file = LookBack.at(run.folder(), past -> write(past, format));
    spec.commandLine().getErr().println("written to " + file);
    return ExitCode.OK;
  }

  private Exits format() {
    return Arrays.stream(Exits.values())
        .filter(each -> each.word().equals(to))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "--to %s: there are only %s"
                        .formatted(
                            to,
                            Arrays.stream(Exits.values())
                                .map(Exits::word)
                                .collect(Collectors.joining(", ")))));
  }

  private Path write(PastRun past, Exits format) {
    out.filter(Files::isRegularFile)
        .ifPresent(there -> OutputFile.requireOwn(there, "such file", BEGINNINGS));
    Path file = out.orElseGet(() -> past.folder().path().resolve(format.file()));
    String digest = past.log().isFinished() ? past.log().digest() : "";
    var name = new RunName(LookBack.nameOf(past), digest);
    OutputFile.write(
        file,
        () -> {
          try (Stream<RecordedEvent> events = past.log().verifiedEvents()) {
            Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
            if (folder.isPresent()) {
              Files.createDirectories(folder.get());
            }
            format.write(events, name, file);
          }
        });
    return file;
  }
}
