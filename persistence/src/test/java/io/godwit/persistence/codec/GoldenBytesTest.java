package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every released event version looks like on disk, for ever: its bytes, and which component
 * each value in them belongs to. The second is what tells two components of one type that changed
 * places. After adding an event or a version, {@code -Dgodwit.golden.update=true} writes the files
 * that are missing; a changed file in a review is a broken promise.
 */
class GoldenBytesTest {

  private static final Set<String> WRITTEN = new TreeSet<>();

  private final EventCodec codec = new EventCodec();

  @BeforeAll
  static void update() throws IOException {
    if (Boolean.getBoolean("godwit.golden.update")) {
      for (String manifest : manifests()) {
        WRITTEN.addAll(Golden.of(manifest).writeMissing());
      }
    }
  }

  /** So that no build passes because it wrote what it compares with. */
  @AfterAll
  static void failAfterWriting() {
    assertThat(WRITTEN).as("golden files that were written now: look at them, run again").isEmpty();
  }

  /** Of today's events and of every version before them. */
  static Set<String> manifests() {
    return new TreeSet<>(new EventCodec().manifests());
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void should_write_the_bytes_that_were_released(String manifest) throws IOException {
    Golden golden = Golden.of(manifest);
    assertThat(golden.encoded())
        .as("the bytes of a released version never change: give the new shape a new manifest")
        .isEqualTo(golden.released());
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void should_read_each_value_into_the_component_that_it_was_written_from(String manifest)
      throws IOException {
    Golden golden = Golden.of(manifest);
    assertThat(golden.decodedComponents())
        .as("components that changed their places or names: give the new shape a new manifest")
        .isEqualTo(golden.releasedComponents());
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void should_read_the_bytes_that_were_released_as_an_event_of_today(String manifest)
      throws IOException {
    for (byte[] body : Golden.of(manifest).bodies()) {
      String name = manifest.substring(0, manifest.lastIndexOf('.'));
      assertThat(EventType.of(codec.decode(manifest, body).event()).stem()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void should_tell_any_two_components_of_one_type_apart(String manifest) {
    List<List<String>> values = Golden.of(manifest).valuesByComponent();
    assertThat(values).as("values of each component in all samples").doesNotHaveDuplicates();
  }

  @Test
  void should_know_a_manifest_for_every_golden_file() throws IOException {
    assertThat(Golden.files())
        .as("golden files without an event: keep the version readable by an Upcaster")
        .isSubsetOf(manifests());
  }
}
