package io.godwit.dashboards.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.godwit.dashboards.export.Exits.RunName;
import io.godwit.model.event.RecordedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile of each migration in virtual nanoseconds, so that its left-heavy view tells where the
 * time goes.
 */
final class Speedscope implements Exit {

  private final Path file;
  private final RunName run;
  private final Journeys journeys = new Journeys();
  private final Map<String, Integer> frames = new LinkedHashMap<>();

  Speedscope(Path file, RunName run) {
    this.file = file;
    this.run = run;
  }

  @Override
  public void accept(RecordedEvent recorded) {
    journeys.accept(recorded);
  }

  @Override
  public void end() throws IOException {
    List<Journey> begun =
        journeys.end().stream().filter(each -> !each.attempts().isEmpty()).toList();
    begun.forEach(journey -> learn(journey.attempts()));
    try (JsonGenerator json = JsonFile.open(file)) {
      json.writeStartObject();
      json.writeStringField("$schema", "https://www.speedscope.app/file-format-schema.json");
      json.writeStringField("name", run.name());
      json.writeStringField("exporter", "godwit");
      json.writeNumberField("activeProfileIndex", 0);
      json.writeObjectFieldStart("shared");
      json.writeArrayFieldStart("frames");
      for (String frame : frames.keySet()) {
        json.writeStartObject();
        json.writeStringField("name", frame);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeArrayFieldStart("profiles");
      for (Journey journey : begun) {
        write(json, journey);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void learn(Collection<Span> spans) {
    for (Span span : spans) {
      frames.putIfAbsent(span.name, frames.size());
      learn(span.children());
    }
  }

  private void write(JsonGenerator json, Journey journey) throws IOException {
    List<Span> attempts = journey.attempts();
    json.writeStartObject();
    json.writeStringField("type", "evented");
    json.writeStringField("name", journey.migration);
    json.writeStringField("unit", "nanoseconds");
    json.writeNumberField("startValue", attempts.get(0).begin);
    json.writeNumberField("endValue", attempts.get(attempts.size() - 1).end());
    json.writeArrayFieldStart("events");
    for (Span attempt : attempts) {
      write(json, attempt);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Span span) throws IOException {
    event(json, "O", span, span.begin);
    for (Span child : span.children()) {
      write(json, child);
    }
    event(json, "C", span, span.end());
  }

  private void event(JsonGenerator json, String type, Span span, long at) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
    json.writeNumberField("frame", frames.get(span.name));
    json.writeNumberField("at", at);
    json.writeEndObject();
  }
}
