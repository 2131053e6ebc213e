package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.dashboards.report.SummaryGuide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsReferenceTest {

  @TempDir private Path folder;

  /** {@code -Dgodwit.golden.update=true} writes the page anew. */
  @Test
  void should_be_what_the_page_says() throws IOException {
    Path page = Path.of(System.getProperty("godwit.home"), "docs", "results.md");
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(page, SummaryGuide.markdown());
    }
    assertThat(SummaryGuide.markdown()).isEqualTo(Files.readString(page));
  }

  @Test
  void should_document_every_field_and_no_other() throws IOException {
    Terminal run = Terminal.godwit("run", "first-migration", "--journal", "memory", "--json");
    Set<String> documented = SummaryGuide.fields().keySet();
    var undocumented = new TreeSet<String>();
    var seen = new TreeSet<String>();
    walk(new ObjectMapper().readTree(run.out()), "", documented, seen, undocumented);
    Terminal powered =
        Terminal.godwit(
            "run",
            Path.of(System.getProperty("godwit.home"))
                .resolve("scenarios/src/test/resources/operations/faster-destination.yaml")
                .toString(),
            "--journal",
            "memory",
            "--json");
    walk(new ObjectMapper().readTree(powered.out()), "", documented, seen, undocumented);
    Terminal restarted =
        Terminal.godwit("run", "chaos/rack-loses-power", "--journal", "memory", "--json");
    walk(new ObjectMapper().readTree(restarted.out()), "", documented, seen, undocumented);
    Terminal cutOff =
        Terminal.godwit("report", OldRun.INTERRUPTED.unpack(folder).toString(), "--json");
    walk(new ObjectMapper().readTree(cutOff.out()), "", documented, seen, undocumented);
    assertThat(undocumented).isEmpty();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(documented);
  }

  private static void walk(
      JsonNode node, String path, Set<String> documented, Set<String> seen, Set<String> unknown) {
    if (documented.contains(path)) {
      seen.add(path);
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  walk(
                      field.getValue(),
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      documented,
                      seen,
                      unknown));
    } else {
      unknown.add(path);
    }
  }
}
