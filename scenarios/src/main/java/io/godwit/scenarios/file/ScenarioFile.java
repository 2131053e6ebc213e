package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A scenario file that was read and checked.
 *
 * @param text the YAML that was run, with the overrides of the command line in it
 */
public record ScenarioFile(Scenario scenario, String text) {

  private static final long MOST_BYTES = 4 << 20;

  /**
   * Reads the file at {@code path}.
   *
   * @param settings overrides of the form {@code path=value}, applied in order
   * @throws ScenarioProblems with every problem of the file and the overrides
   */
  public static ScenarioFile read(Path path, List<String> settings) throws ScenarioProblems {
    return parse(path.toString(), content(path), settings);
  }

  /** As {@link #read}, for a text that is called {@code file} in messages. */
  public static ScenarioFile parse(String file, String text, List<String> settings)
      throws ScenarioProblems {
    Branch root = YamlReader.read(file, text);
    Overrides.apply(root, settings);
    var binder = new Binder(file);
    Values values = binder.bind(ScenarioSections.scenario(), root, "");
    new ScenarioChecks(binder).checkWhatIsThere(values);
    if (!binder.problems().isEmpty()) {
      throw new ScenarioProblems(binder.problems());
    }
    Scenario scenario = ScenarioBuilder.build(values);
    return new ScenarioFile(scenario, settings.isEmpty() ? text : YamlText.of(root));
  }

  /** As {@link #read}, for what {@code in} gives until its end, called {@code name} in messages. */
  public static ScenarioFile read(String name, InputStream in, List<String> settings)
      throws ScenarioProblems {
    try {
      return parse(name, text(name, in.readNBytes((int) MOST_BYTES + 1)), settings);
    } catch (IOException failed) {
      throw ScenarioProblems.of(name, "it cannot be read: " + failed.getMessage());
    }
  }

  private static String content(Path path) throws ScenarioProblems {
    String name = path.toString();
    if (!Files.exists(path)) {
      throw ScenarioProblems.of(name, "there is no such file; 'godwit list' names the library");
    } else if (Files.isDirectory(path)) {
      throw ScenarioProblems.of(name, "this is a directory; name the scenario file in it");
    } else if (!Files.isReadable(path)) {
      throw ScenarioProblems.of(name, "the file may not be read; check its permissions");
    }
    try {
      try (InputStream in = Files.newInputStream(path)) {
        return text(name, in.readNBytes((int) MOST_BYTES + 1));
      }
    } catch (IOException failed) {
      throw ScenarioProblems.of(name, "the file cannot be read: " + failed.getMessage());
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
