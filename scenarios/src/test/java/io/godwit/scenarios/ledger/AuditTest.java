package io.godwit.scenarios.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/device-audit.md}: each line that was wrong has a test, and the test is there. */
class AuditTest {

  private static final Path HOME = Path.of(System.getProperty("godwit.home"));
  private static final Pattern LINE = Pattern.compile("\\| ([AB]\\d+) \\| .* \\| (.*) \\| (.*)\\|");
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)#(should_\\w+)`");
  private static final Pattern NAMED_RUN = Pattern.compile("`([a-z0-9-]+/[a-z0-9-]+)`");

  private static final int OF_VERDICTS = 11;
  private static final int OF_THE_WIRE = 30;

  private record Line(String id, String tests, String runs) {}

  private static List<Line> lines() throws IOException {
    return Files.readAllLines(HOME.resolve("docs").resolve("device-audit.md")).stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(found -> new Line(found.group(1), found.group(2), found.group(3)))
        .toList();
  }

  @Test
  void should_have_every_line_once_and_in_order() throws IOException {
    assertThat(lines())
        .extracting(Line::id)
        .containsExactlyElementsOf(
            Stream.concat(numbered("A", OF_VERDICTS), numbered("B", OF_THE_WIRE)).toList());
  }

  private static Stream<String> numbered(String part, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> part + number);
  }

  @Test
  void should_name_tests_that_are_there() throws IOException {
    Map<String, String> sources = sources();
    for (Line line : lines()) {
      Matcher named = NAMED_TEST.matcher(line.tests());
      int tests = 0;
      while (named.find()) {
        tests++;
        assertThat(sources.getOrDefault(named.group(1), ""))
            .as("%s of %s", line.id(), named.group(1))
            .contains("void " + named.group(2) + "(");
      }
      assertThat(tests).as(line.id()).isPositive();
    }
  }

  @Test
  void should_name_runs_that_are_there() throws IOException {
    for (Line line : lines()) {
      Matcher named = NAMED_RUN.matcher(line.runs());
      while (named.find()) {
        assertThat(HOME.resolve("scenarios/library").resolve(named.group(1)))
            .as(line.id())
            .isDirectory();
      }
    }
  }

  /** By the name of their class. */
  private static Map<String, String> sources() throws IOException {
    var sources = new TreeMap<String, String>();
    for (String module : List.of("actors", "persistence", "scenarios")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(module))) {
        for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString();
          sources.put(name.substring(0, name.indexOf('.')), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
