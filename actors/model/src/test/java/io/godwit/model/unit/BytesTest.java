package io.godwit.model.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BytesTest {

  private static final Bytes WHOLE = Bytes.ofHex("0001020304050607");

  @Test
  void should_be_equal_to_the_same_bytes_however_they_came_about() {
    Bytes slice = WHOLE.slice(2, 6).slice(1, 3);

    assertThat(slice).isEqualTo(Bytes.ofHex("0304")).hasSameHashCodeAs(Bytes.ofHex("0304"));
    assertThat(slice).isNotEqualTo(Bytes.ofHex("0305")).isNotEqualTo(Bytes.ofHex("030405"));
    assertThat(slice).hasToString("0304");
    assertThat(slice.size()).isEqualTo(2);
    assertThat(slice.at(1)).isEqualTo((byte) 4);
    assertThat(slice.toArray()).containsExactly(3, 4);
  }

  @Test
  void should_put_slices_behind_each_other() {
    assertThat(WHOLE.slice(1, 3).plus(WHOLE.slice(6, 8))).isEqualTo(Bytes.ofHex("01020607"));

    ByteBuffer buffer = ByteBuffer.allocate(4);
    WHOLE.slice(5, 7).putInto(buffer);
    assertThat(buffer.array()).containsExactly(5, 6, 0, 0);
  }

  @Test
  void should_read_what_is_behind_the_last_as_zero_in_a_slice_and_nowhere_else() {
    assertThat(WHOLE.slice(6, 10)).isEqualTo(Bytes.ofHex("06070000"));
    assertThat(WHOLE.slice(2, 4).slice(1, 4)).isEqualTo(Bytes.ofHex("030000"));
    assertThatThrownBy(() -> WHOLE.slice(2, 4).at(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> WHOLE.slice(-1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void should_keep_what_it_was_made_of_to_itself() {
    byte[] own = {1, 2, 3};
    Bytes part = Bytes.copyOf(own, 1, 3);
    own[1] = 9;
    part.toArray()[1] = 9;

    assertThat(part).isEqualTo(Bytes.ofHex("0203"));
  }
}
