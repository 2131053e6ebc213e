package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.event.Occurrence;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventCodecTest {

  private static final List<EventType> TYPES = List.of(EventType.values());

  private final EventCodec codec = new EventCodec();

  @Property(tries = 2_000)
  void should_read_back_what_it_wrote(Gen gen) {
    EventType type = gen.oneOf(TYPES);
    Occurrence occurrence = EventSamples.random(gen, type);
    assertThat(codec.decode(type.manifest(), codec.encode(occurrence))).isEqualTo(occurrence);
  }

  @Property(tries = 2_000)
  void should_never_answer_damaged_bytes_with_anything_but_an_event_or_a_codec_error(Gen gen) {
    EventType type = gen.oneOf(TYPES);
    byte[] body = codec.encode(EventSamples.random(gen, type));
    body[gen.between(0, body.length - 1)] = (byte) gen.between(Byte.MIN_VALUE, Byte.MAX_VALUE);
    try {
      assertThat(codec.decode(type.manifest(), body).event()).isInstanceOf(type.record());
    } catch (EventCodecException damage) {
      assertThat(damage).hasMessageContaining(type.manifest());
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_refuse_a_body_when_a_byte_is_missing_or_left_over(EventType type) {
    byte[] body = codec.encode(EventSamples.golden(type));
    for (int length = 0; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> codec.decode(type.manifest(), cut))
          .isInstanceOf(EventCodecException.class)
          .hasMessageContaining(type.manifest())
          .hasMessageContaining("damaged");
    }
    assertThatThrownBy(() -> codec.decode(type.manifest(), Arrays.copyOf(body, body.length + 1)))
        .isInstanceOf(EventCodecException.class)
        .hasMessageContaining("1 bytes are left over");
  }

  @Test
  void should_name_manifest_and_remedy_when_the_manifest_is_unknown() {
    assertThatThrownBy(() -> codec.decode("round-finished.v99", new byte[0]))
        .isInstanceOf(EventCodecException.class)
        .hasMessageContaining("round-finished.v99")
        .hasMessageContaining("read the run with the version that wrote it");
  }

  @ParameterizedTest
  @EnumSource
  void should_leave_no_class_or_package_name_in_the_bytes(EventType type) {
    var text = new String(codec.encode(EventSamples.golden(type)), StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain("godwit").doesNotContain(type.record().getSimpleName());
  }
}
