package io.godwit.scenarios.cli;

import io.godwit.scenarios.file.Misspelt;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Where Godwit is installed: its version and its library of scenarios. */
final class Home {

  /** Set by the launcher. */
  private static final String PROPERTY = "godwit.home";

  private static final String FILE = "scenario.yaml";

  private Home() {}

  static Path library() {
    return Path.of(System.getProperty(PROPERTY, ".")).resolve("scenarios/library");
  }

  /** The names of all scenarios of the library, such as {@code rack-drain}, in order. */
  static List<String> scenarios() {
    return scenarios(library());
  }

  static List<String> scenarios(Path library) {
    if (!Files.isDirectory(library)) {
      throw new BadInput(
          library + ": the library of scenarios is not there; start Godwit with its launcher");
    }
    try (Stream<Path> files = Files.walk(library, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> file.endsWith(FILE))
          .map(file -> library.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException failed) {
      throw new BadInput(
          "%s: the library cannot be listed (%s); check links and permissions in it"
              .formatted(library, failed.getMessage()));
    }
  }

  /** As {@link #scenarios}, and none where there is no library. */
  static List<String> scenariosIfAny() {
    return Files.isDirectory(library()) ? scenarios() : List.of();
  }

  /** The file behind an argument: one of the library by its name, or a file by its path. */
  static Path scenario(String argument) {
    Path inLibrary = library().resolve(argument).resolve(FILE).normalize();
    boolean named = !argument.contains("..") && Files.isRegularFile(inLibrary);
    return named && !Files.isRegularFile(Path.of(argument)) ? inLibrary : Path.of(argument);
  }

  static ScenarioFile read(String argument, List<String> settings) {
    try {
      return tryReading(argument, settings);
    } catch (ScenarioProblems problems) {
      throw new BadInput(problems.getMessage());
    }
  }

  /** What a scenario of the library is about, without a look at the rest of it. */
  static String about(String name) {
    try {
      return ScenarioFile.about(scenario(name));
    } catch (ScenarioProblems problems) {
      throw new BadInput(problems.getMessage());
    }
  }

  /** As {@link #read}; {@code -} is standard input. */
  static ScenarioFile tryReading(String argument, List<String> settings) throws ScenarioProblems {
    if (argument.equals("-")) {
      return ScenarioFile.read("standard input", System.in, settings);
    }
    if (argument.isBlank()) {
      throw new BadInput(
          "'%s' names no scenario; 'godwit list' names the library".formatted(argument));
    }
    Path file = scenario(argument);
    if (!Files.exists(file)) {
      String remedy =
          Misspelt.nearest(argument, scenarios())
              .map("did you mean '%s'?"::formatted)
              .orElse("'godwit list' names the library");
      throw ScenarioProblems.of(argument, "there is no such file; " + remedy);
    }
    return ScenarioFile.read(file, settings);
  }

  /** One run of a comparison, of which the whole has been read and checked. */
  static ScenarioFile variant(String argument, List<String> settings) {
    try {
      return ScenarioFile.readAnyway(scenario(argument), settings);
    } catch (ScenarioProblems problems) {
      throw new BadInput(problems.getMessage());
    }
  }

  static String version() {
    return build().getProperty("version");
  }

  /** The commit that this was built from, and whether something was changed since. */
  static String commit() {
    Properties build = build();
    boolean changed = Boolean.parseBoolean(build.getProperty("changed"));
    return build.getProperty("commit", "unknown") + (changed ? " with changes" : "");
  }

  private static Properties build() {
    var properties = new Properties();
    try (InputStream resource =
        Home.class.getResourceAsStream("/io/godwit/scenarios/version.properties")) {
      properties.load(resource);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return properties;
  }
}
