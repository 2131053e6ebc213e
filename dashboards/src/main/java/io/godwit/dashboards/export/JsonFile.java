package io.godwit.dashboards.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of JSON that are written as they come. */
final class JsonFile {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonFile() {}

  static JsonGenerator open(Path file) throws IOException {
    return FACTORY.createGenerator(Files.newOutputStream(file), JsonEncoding.UTF8);
  }

  /** A text, a truth, or a whole number or another. */
  static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
