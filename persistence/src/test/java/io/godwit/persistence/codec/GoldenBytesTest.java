package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every released event version looks like on disk, for ever. After adding an event or a
 * version, {@code -Dgodwit.golden.update=true} writes its file; a changed file in a review is a
 * broken promise.
 */
class GoldenBytesTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private final EventCodec codec = new EventCodec();

  @BeforeAll
  static void update() throws IOException {
    if (Boolean.getBoolean("godwit.golden.update")) {
      var codec = new EventCodec();
      for (EventType type : EventType.values()) {
        byte[] body = codec.encode(EventSamples.golden(type));
        Files.writeString(file(type), HexFormat.of().formatHex(body) + "\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_write_the_bytes_that_were_released(EventType type) throws IOException {
    String bytes = HexFormat.of().formatHex(codec.encode(EventSamples.golden(type)));
    assertThat(file(type)).as("golden bytes; -Dgodwit.golden.update=true writes them").exists();
    assertThat(bytes)
        .as("the bytes of a released version never change: give the new shape a new manifest")
        .isEqualTo(Files.readString(file(type)).strip());
  }

  @ParameterizedTest
  @EnumSource
  void should_read_the_bytes_that_were_released(EventType type) throws IOException {
    byte[] body = HexFormat.of().parseHex(Files.readString(file(type)).strip());
    assertThat(codec.decode(type.manifest(), body)).isEqualTo(EventSamples.golden(type));
  }

  @Test
  void should_know_a_manifest_for_every_golden_file() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".hex", "")))
          .as("golden files without an event: keep the version readable by an Upcaster")
          .isSubsetOf(codec.manifests());
    }
  }

  private static Path file(EventType type) {
    return FOLDER.resolve(type.manifest() + ".hex");
  }
}
