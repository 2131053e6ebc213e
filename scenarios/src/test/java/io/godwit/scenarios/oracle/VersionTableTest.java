package io.godwit.scenarios.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.QemuRules.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of versions in the documentation is what the engines go by. */
class VersionTableTest {

  private static final Path PAGE = Path.of(System.getProperty("godwit.home"), "docs/validation.md");

  private static final Pattern TABLE = Pattern.compile("(?m)^\\| \\| 7\\.2 .*\\n(\\|.*\\n)+");

  /** {@code -Dgodwit.golden.update=true} writes it anew. */
  @Test
  void should_stand_in_the_documentation() throws IOException {
    String page = Files.readString(PAGE);
    Matcher table = TABLE.matcher(page);
    assertThat(table.find()).isTrue();
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(PAGE, table.replaceFirst(Matcher.quoteReplacement(table())));
    } else {
      assertThat(table.group()).isEqualTo(table());
    }
  }

  @Test
  void should_have_a_version_for_every_difference() {
    for (Difference each : Difference.values()) {
      assertThat(versions().stream().filter(version -> version.has(each)))
          .as(each.about())
          .isNotEmpty();
    }
  }

  private static List<Engines> versions() {
    return Arrays.stream(Engines.values()).filter(Engines::isQemu).toList();
  }

  private static String table() {
    var text = new StringBuilder("| |");
    versions().forEach(each -> text.append(' ').append(each.word().substring(5)).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(versions().size())).append('\n');
    for (Difference each : Difference.values()) {
      text.append("| %s (%s) |".formatted(each.about(), each.source()));
      text.append(
          versions().stream()
              .map(version -> version.has(each) ? " yes |" : " |")
              .collect(Collectors.joining()));
      text.append('\n');
    }
    return text.toString();
  }
}
