package io.godwit.dashboards.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.godwit.dashboards.export.Exits.RunName;
import io.godwit.dashboards.metrics.BackFill;
import io.godwit.model.event.RecordedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Each migration as a trace of OpenTelemetry in OTLP's JSON: attempts, phases, what is sent, and
 * admin commands are its spans. Virtual time begins where back-filled metrics have it begin.
 */
final class OtlpSpans implements Exit {

  private static final long START_NANOS = BackFill.START_SECONDS * 1_000_000_000L;
  private static final int INTERNAL = 1;
  private static final int OK = 1;
  private static final int ERROR = 2;
  private static final int TRACE_DIGITS = 32;

  private final Path file;
  private final RunName run;
  private final Journeys journeys = new Journeys();
  private long lastSpan;

  OtlpSpans(Path file, RunName run) {
    this.file = file;
    this.run = run;
  }

  @Override
  public void accept(RecordedEvent recorded) {
    journeys.accept(recorded);
  }

  @Override
  public void end() throws IOException {
    try (JsonGenerator json = JsonFile.open(file)) {
      json.writeStartObject();
      json.writeArrayFieldStart("resourceSpans");
      json.writeStartObject();
      json.writeObjectFieldStart("resource");
      attributes(json, Map.of("service.name", "godwit", "service.instance.id", run.name()));
      json.writeEndObject();
      json.writeArrayFieldStart("scopeSpans");
      json.writeStartObject();
      json.writeObjectFieldStart("scope");
      json.writeStringField("name", "io.godwit");
      json.writeEndObject();
      json.writeArrayFieldStart("spans");
      for (Journey journey : journeys.end()) {
        String trace = trace(journey.migration);
        String root = write(json, trace, "", journey.whole);
        for (Journey.Command command : journey.commands.values()) {
          write(json, trace, root, command.span().with("member", command.member()));
        }
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /** The same for the same migration of the same run, and of no other. */
  private String trace(String migration) {
    byte[] name = (run.digest() + run.name() + migration).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
      return HexFormat.of().formatHex(hash).substring(0, TRACE_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private String write(JsonGenerator json, String trace, String parent, Span span)
      throws IOException {
    String id = HexFormat.of().toHexDigits(++lastSpan);
    json.writeStartObject();
    json.writeStringField("traceId", trace);
    json.writeStringField("spanId", id);
    if (!parent.isEmpty()) {
      json.writeStringField("parentSpanId", parent);
    }
    json.writeStringField("name", span.name);
    json.writeNumberField("kind", INTERNAL);
    json.writeStringField("startTimeUnixNano", String.valueOf(START_NANOS + span.begin));
    json.writeStringField("endTimeUnixNano", String.valueOf(START_NANOS + span.end()));
    attributes(json, span.values());
    status(json, span);
    json.writeEndObject();
    for (Span child : span.children()) {
      write(json, trace, id, child);
    }
    return id;
  }

  private static void status(JsonGenerator json, Span span) throws IOException {
    Object outcome = span.values().get("outcome");
    if (outcome != null) {
      json.writeObjectFieldStart("status");
      json.writeNumberField("code", outcome.equals("completed") ? OK : ERROR);
      json.writeEndObject();
    }
  }

  private static void attributes(JsonGenerator json, Map<String, Object> values)
      throws IOException {
    json.writeArrayFieldStart("attributes");
    for (Map.Entry<String, Object> each : new TreeMap<>(values).entrySet()) {
      json.writeStartObject();
      json.writeStringField("key", each.getKey());
      json.writeObjectFieldStart("value");
      if (each.getValue() instanceof Long number) {
        json.writeStringField("intValue", String.valueOf(number));
      } else {
        json.writeStringField("stringValue", String.valueOf(each.getValue()));
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
