package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {

  private static final Path HOME = Path.of(System.getProperty("godwit.home"));

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(JsonSchema.text());
  }

  @Test
  void should_accept_every_scenario_of_the_library() throws IOException {
    try (Stream<Path> files = Files.walk(HOME.resolve("scenarios/library"))) {
      for (Path file : files.filter(path -> path.endsWith("scenario.yaml")).toList()) {
        assertThat(schema().validate(Files.readString(file), InputFormat.YAML))
            .as(file.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void should_reject_what_the_reader_rejects() {
    assertThat(schema().validate("name: x\nsed: 1\n", InputFormat.YAML)).isNotEmpty();
    assertThat(schema().validate("{name: x, seed: '1'}", InputFormat.YAML)).isNotEmpty();
    assertThat(schema().validate("{include: []}", InputFormat.YAML)).isNotEmpty();
    assertThat(schema().validate("{include: x.yaml, x-y: 7}", InputFormat.YAML)).isEmpty();
  }

  /** The schema has a property for every key that the reader knows, at every depth. */
  @Test
  void should_describe_every_key() throws IOException {
    var json = new ObjectMapper().readTree(JsonSchema.text());
    assertThat(count(ScenarioBlock.SECTION)).isEqualTo(json.findValues("description").size());
  }

  private static int count(Section section) {
    int keys = 0;
    for (Key<?> key : section.keys()) {
      assertThat(key.about()).isNotBlank();
      keys += 1 + inner(key.type());
    }
    return keys;
  }

  private static int inner(ValueType<?> type) {
    if (type instanceof ValueType.Block block) {
      return count(block.section());
    } else if (type instanceof ValueType.TextOrBlock text) {
      return text.own().size() + text.keys().size();
    }
    return type instanceof ValueType.ListOf<?> list ? inner(list.item()) : 0;
  }

  /** {@code -Dgodwit.golden.update=true} writes the references anew. */
  @Test
  void should_be_what_the_reference_says() throws IOException {
    Path reference = HOME.resolve("docs/scenario-reference.md");
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(reference, ScenarioReference.markdown());
    }
    assertThat(ScenarioReference.markdown()).isEqualTo(Files.readString(reference));
  }
}
