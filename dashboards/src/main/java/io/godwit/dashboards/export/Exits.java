package io.godwit.dashboards.export;

import io.godwit.model.event.RecordedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/** The formats in which a run can leave Godwit. */
public enum Exits {
  PERFETTO("perfetto", "trace.pftrace", "a trace for ui.perfetto.dev", PerfettoTrace::new),
  SPEEDSCOPE("speedscope", "speedscope.json", "profiles for speedscope.app", Speedscope::new),
  OTLP("otlp", "otlp.json", "OpenTelemetry spans, a trace for each migration", OtlpSpans::new),
  CSV("csv", "csv", "a folder of tidy tables", (file, run) -> new Tables(new CsvFolder(file))),
  JSONL(
      "jsonl",
      "jsonl",
      "the same tables as JSON lines",
      (file, run) -> new Tables(new JsonLinesFolder(file))),
  PARQUET(
      "parquet",
      "parquet",
      "the same tables as Parquet",
      (file, run) -> new Tables(new ParquetFolder(file))),
  SVG("svg", "figures", "a folder of figures for papers", FigureFolder::new);

  /** What a run is called, and its digest. */
  public record RunName(String name, String digest) {}

  @FunctionalInterface
  private interface Maker {
    Exit make(Path to, RunName run) throws IOException;
  }

  private final String word;
  private final String file;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor
  private final Maker maker;

  Exits(String word, String file, String about, Maker maker) {
    this.word = word;
    this.file = file;
    this.about = about;
    this.maker = maker;
  }

  /** The word that the command line knows. */
  public String word() {
    return word;
  }

  /** Where it goes, in the run's folder, when nobody says: a file, or a folder. */
  public String file() {
    return file;
  }

  public String about() {
    return about;
  }

  /** Writes {@code history} to {@code to}, a file or a folder as the format has it. */
  public void write(Stream<RecordedEvent> history, RunName run, Path to) throws IOException {
    Exit exit = maker.make(to, run);
    for (Iterator<RecordedEvent> events = history.iterator(); events.hasNext(); ) {
      exit.accept(events.next());
    }
    exit.end();
  }
}
