package io.godwit.scenarios.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file, or the reason why it is none. */
final class TextSource {

  static final int MOST_BYTES = 4 << 20;

  private TextSource() {}

  static String of(Path path) throws ScenarioProblems {
    String name = path.toString();
    if (!Files.exists(path)) {
      throw ScenarioProblems.of(name, "there is no such file; 'godwit list' names the library");
    } else if (Files.isDirectory(path)) {
      throw ScenarioProblems.of(name, "this is a directory; name the scenario file in it");
    } else if (!Files.isReadable(path)) {
      throw ScenarioProblems.of(name, "the file may not be read; check its permissions");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return of(name, in);
    } catch (IOException failed) {
      throw ScenarioProblems.of(name, "the file cannot be read: " + failed.getMessage());
    }
  }

  /** What {@code in} gives until its end, called {@code name} in messages. */
  static String of(String name, InputStream in) throws ScenarioProblems {
    try {
      return text(name, in.readNBytes(MOST_BYTES + 1));
    } catch (IOException failed) {
      throw ScenarioProblems.of(name, "it cannot be read: " + failed.getMessage());
    }
  }

  private static String text(String name, byte[] bytes) throws ScenarioProblems {
    if (bytes.length > MOST_BYTES) {
      throw ScenarioProblems.of(
          name, "these are more than %,d bytes, the most that is read".formatted(MOST_BYTES));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw ScenarioProblems.of(name, "this is a binary file, not a YAML scenario");
      }
      return text;
    } catch (CharacterCodingException binary) {
      throw ScenarioProblems.of(name, "this is a binary file, not a YAML scenario in UTF-8");
    }
  }
}
