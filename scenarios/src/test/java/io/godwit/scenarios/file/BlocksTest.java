package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A block is one class: its keys are declared there, and are read by their constants alone. */
class BlocksTest {

  private static final Path SOURCES = Path.of("src/main/java/io/godwit/scenarios/file");

  @Test
  void should_read_no_value_by_a_name() {
    assertThat(Values.class.getDeclaredMethods())
        .filteredOn(method -> !method.getName().startsWith("draw") && !method.isSynthetic())
        .noneMatch(method -> Arrays.asList(method.getParameterTypes()).contains(String.class));
  }

  @Test
  void should_declare_each_block_in_one_class() throws IOException {
    var blocks = new LinkedHashSet<String>();
    collect(ScenarioBlock.SECTION, blocks);
    List<String> sources = sources();
    for (String block : blocks) {
      String declared = "new Section(\"%s\")".formatted(block.replace("-of-guests", ""));
      assertThat(sources).as(block).filteredOn(source -> source.contains(declared)).hasSize(1);
    }
  }

  private static void collect(Section section, Set<String> blocks) {
    if (blocks.add(section.name())) {
      section.keys().forEach(key -> collect(key.type(), blocks));
    }
  }

  private static void collect(ValueType<?> type, Set<String> blocks) {
    if (type instanceof Block block) {
      collect(block.section(), blocks);
    } else if (type instanceof ListOf<?> list) {
      collect(list.item(), blocks);
    }
  }

  private static List<String> sources() throws IOException {
    try (var files = Files.list(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).map(BlocksTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
