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

  /** The migrations in {@code file}, of which none shared its link with another. */
  static List<Measurement> read(Path file, Optional<Path> inputs) throws BadRecord {
    var measurements = new ArrayList<Measurement>();
    for (Trial trial : trials(file, inputs)) {
      if (trial.migrations().size() > 1) {
        throw new BadRecord(
            file
                + ": migrations that share a link are in it; leave them out, each says too little");
      }
      measurements.add(trial.migrations().get(0));
    }
    return measurements;
  }

  /**
   * Everything in {@code file}.
   *
   * @param inputs of bare replies: a JSON object with the input fields of a record
   */
  static List<Trial> trials(Path file, Optional<Path> inputs) throws BadRecord {
    Optional<ObjectNode> known =
        inputs.isPresent()
            ? Optional.of(object(inputs.get().toString(), text(inputs.get())))
            : Optional.empty();
    String text = text(file);
    if (isOneDocument(text)) {
      return List.of(trial(file.toString(), object(file.toString(), text), known));
    }
    var trials = new ArrayList<Trial>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        String where = file + ":" + number;
        trials.add(trial(where, object(where, line), known));
      }
    }
    if (trials.isEmpty()) {
      throw new BadRecord(file + ": there is no record in it; it needs one JSON object a line");
    }
    return trials;
  }

  private static Trial trial(String where, ObjectNode object, Optional<ObjectNode> inputs)
      throws BadRecord {
    if (object.has("migrations")) {
      return new TrialFields(where, object).together();
    } else if (object.has("query_migrate")) {
      return new TrialFields(where, object).alone();
    } else if (inputs.isEmpty()) {
      throw new BadRecord(
          where
              + ": there is no query_migrate in it, so it is taken for a bare reply; say with"
              + " --inputs FILE what was migrated");
    }
    ObjectNode whole = inputs.get().deepCopy();
    whole.set("query_migrate", object.has("return") ? object.get("return") : object);
    return new TrialFields(where, whole).alone();
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
