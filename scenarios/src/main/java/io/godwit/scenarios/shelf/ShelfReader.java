package io.godwit.scenarios.shelf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.Lineage;
import io.godwit.persistence.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what a folder holds, as cheaply as can be: from its summary where it has one. */
final class ShelfReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPARISON = "comparison.json";

  private ShelfReader() {}

  /** Empty when the folder is no run and no comparison. */
  static Optional<ShelfEntry> read(Path path, String name) {
    return isRun(path) ? Optional.of(run(RunFolder.open(path), name)) : comparison(path, name);
  }

  private static boolean isRun(Path path) {
    return !Files.isSymbolicLink(path) && Files.isRegularFile(path.resolve("events.db"));
  }

  private static Optional<ShelfEntry> comparison(Path path, String name) {
    if (!Files.isRegularFile(path.resolve(COMPARISON))) {
      return Optional.empty();
    }
    List<ShelfEntry> parts =
        Shelf.content(path).stream()
            .filter(ShelfReader::isRun)
            .map(part -> run(RunFolder.open(part), name + '/' + part.getFileName()))
            .toList();
    JsonNode json = json(path.resolve(COMPARISON)).orElseGet(JSON::createObjectNode);
    boolean ours = json.path("scenario").isTextual() && json.path("runs").isArray();
    return ours && !parts.isEmpty()
        ? Optional.of(comparison(path, name, json, parts))
        : Optional.empty();
  }

  private static ShelfEntry comparison(
      Path path, String name, JsonNode json, List<ShelfEntry> parts) {
    return new ShelfEntry(
        name,
        path,
        json.path("scenario").asText(),
        seed(json),
        json.path("verdict").asText("UNKNOWN"),
        Optional.empty(),
        Optional.empty(),
        Shelf.bytes(path),
        recorded(path.resolve(COMPARISON)),
        Optional.empty(),
        "",
        parts);
  }

  private static ShelfEntry run(RunFolder folder, String name) {
    try {
      Optional<Lineage> lineage = Lineage.of(folder.info());
      return Files.isRegularFile(folder.summary())
          ? finished(folder, name, lineage)
          : unfinished(folder, name, lineage);
    } catch (RuntimeException unreadable) {
      return entry(
          folder,
          name,
          "",
          Optional.empty(),
          ShelfEntry.DAMAGED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          String.valueOf(unreadable.getMessage()));
    }
  }

  private static ShelfEntry finished(RunFolder folder, String name, Optional<Lineage> lineage) {
    Optional<JsonNode> read = json(folder.summary());
    if (read.isEmpty()) {
      return unfinished(folder, name, lineage);
    }
    JsonNode summary = read.get();
    return entry(
        folder,
        name,
        summary.path("scenario").asText(""),
        seed(summary),
        summary.path("verdict").asText("UNKNOWN"),
        Optional.of(summary.at("/events/persisted").asLong()),
        Optional.of(summary.path("virtualSeconds").asDouble()),
        lineage,
        "");
  }

  private static ShelfEntry unfinished(RunFolder folder, String name, Optional<Lineage> lineage) {
    try (EventLog log = folder.openLog();
        Stream<RecordedEvent> fleet = log.events(EntityId.fleet())) {
      Optional<RunStarted> started =
          fleet
              .findFirst()
              .map(RecordedEvent::event)
              .filter(RunStarted.class::isInstance)
              .map(RunStarted.class::cast);
      return entry(
          folder,
          name,
          started.map(RunStarted::scenario).orElse(""),
          started.map(RunStarted::seed),
          ShelfEntry.UNFINISHED,
          Optional.of(log.count()),
          Optional.empty(),
          lineage,
          "");
    }
  }

  private static ShelfEntry entry(
      RunFolder folder,
      String name,
      String scenario,
      Optional<Long> seed,
      String verdict,
      Optional<Long> events,
      Optional<Double> virtualSeconds,
      Optional<Lineage> lineage,
      String trouble) {
    return new ShelfEntry(
        name,
        folder.path(),
        scenario,
        seed,
        verdict,
        events,
        virtualSeconds,
        Shelf.bytes(folder.path()),
        recorded(folder.events()),
        lineage,
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
