package io.godwit.scenarios.shelf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.Lineage;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.Descent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what a folder holds, as cheaply as can be: from its summary where it has one. */
final class ShelfReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPARISON = "comparison.json";

  private ShelfReader() {}

  /** Empty when the folder is no run and no comparison. */
  static Optional<ShelfEntry> read(Path path, String name) {
    return isRun(path) ? Optional.of(run(RunFolder.openBegun(path), name)) : comparison(path, name);
  }

  private static boolean isRun(Path path) {
    return !Files.isSymbolicLink(path)
        && (Files.isRegularFile(path.resolve("events.db")) || RunFolder.isBegun(path));
  }

  private static Optional<ShelfEntry> comparison(Path path, String name) {
    if (!ComparisonRun.isIn(path)) {
      return Optional.empty();
    }
    List<ShelfEntry> parts =
        Shelf.content(path).stream()
            .filter(ShelfReader::isRun)
            .map(part -> run(RunFolder.openBegun(part), name + '/' + part.getFileName()))
            .toList();
    Optional<JsonNode> result =
        json(path.resolve(COMPARISON))
            .filter(json -> json.path("scenario").isTextual() && json.path("runs").isArray());
    Path asked = ComparisonRun.asked(path);
    if (parts.isEmpty() || (result.isEmpty() && !Files.isRegularFile(asked))) {
      return Optional.empty();
    }
    return Optional.of(
        result
            .map(json -> finished(path, name, json, parts))
            .orElseGet(() -> unfinished(path, name, asked, parts)));
  }

  private static ShelfEntry finished(
      Path path, String name, JsonNode json, List<ShelfEntry> parts) {
    var named = new Named(json.path("scenario").asText(), seed(json));
    String verdict = json.path("verdict").asText("UNKNOWN");
    return comparison(path, name, named, verdict, recorded(path.resolve(COMPARISON)), parts);
  }

  private static ShelfEntry unfinished(Path path, String name, Path asked, List<ShelfEntry> parts) {
    Instant last =
        parts.stream().map(ShelfEntry::recorded).max(Comparator.naturalOrder()).orElseThrow();
    return comparison(path, name, Named.in(asked), ShelfEntry.UNFINISHED, last, parts);
  }

  private static ShelfEntry comparison(
      Path path,
      String name,
      Named named,
      String verdict,
      Instant recorded,
      List<ShelfEntry> parts) {
    return new ShelfEntry(
        name,
        path,
        named.scenario(),
        named.seed(),
        verdict,
        Optional.empty(),
        Optional.empty(),
        Shelf.bytes(path),
        recorded,
        Optional.empty(),
        Descent.UNKNOWN,
        "",
        parts);
  }

  private static ShelfEntry run(RunFolder folder, String name) {
    try {
      if (RunFolder.isBegun(folder.path())) {
        return begun(folder, name, Map.of());
      }
      Map<String, String> info = folder.info();
      return RunFolder.isOf(info, folder.summary())
          ? finished(folder, name, info)
          : unfinished(folder, name, info);
    } catch (RuntimeException unreadable) {
      return entry(
          folder,
          name,
          Named.UNKNOWN,
          ShelfEntry.DAMAGED,
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          String.valueOf(unreadable.getMessage()));
    }
  }

  private static ShelfEntry finished(RunFolder folder, String name, Map<String, String> info) {
    Optional<JsonNode> read = json(folder.summary());
    if (read.isEmpty()) {
      return unfinished(folder, name, info);
    }
    JsonNode summary = read.get();
    return entry(
        folder,
        name,
        new Named(summary.path("scenario").asText(""), seed(summary)),
        summary.path("verdict").asText("UNKNOWN"),
        Optional.of(summary.at("/events/persisted").asLong()),
        Optional.of(summary.path("virtualSeconds").asDouble()),
        info,
        "");
  }

  private static ShelfEntry unfinished(RunFolder folder, String name, Map<String, String> info) {
    try (EventLog log = EventLog.open(folder.events());
        Stream<RecordedEvent> fleet = log.events(EntityId.fleet())) {
      if (log.count() == 0) {
        return begun(folder, name, info);
      }
      Optional<RunStarted> started =
          fleet
              .findFirst()
              .map(RecordedEvent::event)
              .filter(RunStarted.class::isInstance)
              .map(RunStarted.class::cast);
      return unfinished(
          folder,
          name,
          started
              .map(run -> new Named(run.scenario(), Optional.of(run.seed())))
              .orElse(Named.UNKNOWN),
          log.count(),
          info);
    }
  }

  /** Nothing is recorded of it: what it is to be says the scenario in its folder. */
  private static ShelfEntry begun(RunFolder folder, String name, Map<String, String> info) {
    return unfinished(folder, name, Named.in(folder.scenario()), 0, info);
  }

  private static ShelfEntry unfinished(
      RunFolder folder, String name, Named named, long events, Map<String, String> info) {
    return entry(
        folder,
        name,
        named,
        ShelfEntry.UNFINISHED,
        Optional.of(events),
        Optional.empty(),
        info,
        "");
  }

  /** What is run, as far as it is known. */
  private record Named(String scenario, Optional<Long> seed) {
    static final Named UNKNOWN = new Named("", Optional.empty());

    static Named in(Path file) {
      try {
        Scenario scenario = ScenarioFile.readAnyway(file, List.of()).scenario();
        return new Named(scenario.name(), Optional.of(scenario.seed()));
      } catch (ScenarioProblems unreadable) {
        return UNKNOWN;
      }
    }
  }

  private static ShelfEntry entry(
      RunFolder folder,
      String name,
      Named named,
      String verdict,
      Optional<Long> events,
      Optional<Double> virtualSeconds,
      Map<String, String> info,
      String trouble) {
    return new ShelfEntry(
        name,
        folder.path(),
        named.scenario(),
        named.seed(),
        verdict,
        events,
        virtualSeconds,
        Shelf.bytes(folder.path()),
        recorded(Files.exists(folder.events()) ? folder.events() : folder.scenario()),
        Lineage.of(info),
        Descent.of(info),
        trouble,
        List.of());
  }

  private static Optional<Long> seed(JsonNode json) {
    return json.path("seed").isIntegralNumber()
        ? Optional.of(json.path("seed").asLong())
        : Optional.empty();
  }

  /** Empty for what is no JSON: a file that was never written to its end. */
  private static Optional<JsonNode> json(Path file) {
    try {
      return Optional.of(JSON.readTree(Files.readString(file)));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The record or what is still beside it, whichever was written last. */
  private static Instant recorded(Path file) {
    Instant last = modified(file);
    Path behind = file.resolveSibling(file.getFileName() + "-wal");
    return Files.exists(behind) && modified(behind).isAfter(last) ? modified(behind) : last;
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }
}
