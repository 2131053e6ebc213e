package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of measured migrations: a record a line, or one bare {@code query-migrate} reply whose
 * inputs are in a file of their own.
 */
public final class MeasurementFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private MeasurementFile() {}

  /**
   * Everything in {@code file}.
   *
   * @param inputs of bare replies: a JSON object with the input fields of a record
   */
  static List<Measurement> read(Path file, Optional<Path> inputs) throws BadRecord {
    List<Measurement> measurements = new ArrayList<>();
    Optional<ObjectNode> known =
        inputs.isPresent()
            ? Optional.of(object(inputs.get().toString(), text(inputs.get())))
            : Optional.empty();
    String text = text(file);
    if (isOneDocument(text)) {
      measurements.add(measurement(file.toString(), object(file.toString(), text), known));
      return measurements;
    }
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        String where = file + ":" + number;
        measurements.add(measurement(where, object(where, line), known));
      }
    }
    if (measurements.isEmpty()) {
      throw new BadRecord(file + ": there is no record in it; it needs one JSON object a line");
    }
    return measurements;
  }

  private static Measurement measurement(
      String where, ObjectNode object, Optional<ObjectNode> inputs) throws BadRecord {
    if (object.has("query_migrate")) {
      return new MeasurementFields(where, object).measurement();
    } else if (inputs.isEmpty()) {
      throw new BadRecord(
          where
              + ": there is no query_migrate in it, so it is taken for a bare reply; say with"
              + " --inputs FILE what was migrated");
    }
    ObjectNode whole = inputs.get().deepCopy();
    whole.set("query_migrate", object.has("return") ? object.get("return") : object);
    return new MeasurementFields(where, whole).measurement();
  }

  /** A document over several lines, as a person would save a reply; records are one line each. */
  private static boolean isOneDocument(String text) {
    String first = text.lines().findFirst().orElse("").strip();
    return first.startsWith("{") && !first.endsWith("}");
  }

  private static String text(Path file) throws BadRecord {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new BadRecord(file + ": no such file");
    } catch (IOException failed) {
      throw new BadRecord(file + ": cannot be read: " + failed.getMessage());
    }
  }

  private static ObjectNode object(String where, String text) throws BadRecord {
    try {
      JsonNode node = JSON.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new BadRecord(where + ": not a JSON object");
    } catch (JsonProcessingException wrong) {
      throw new BadRecord(where + ": not JSON: " + wrong.getOriginalMessage());
    }
  }
}
