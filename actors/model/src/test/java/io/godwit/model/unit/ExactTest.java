package io.godwit.model.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1 ns",
    "999, 999 ns",
    "1000, 1 us",
    "52055, 52.055 us",
    "10052000, 10.052 ms",
    "999999999, 999.999999 ms",
    "1000000000, 1 s",
    "4703838793, 4.703838793 s",
    "9223372036854775806, 9223372036.854775806 s",
    "9223372036854775807, for ever"
  })
  void should_keep_every_nanosecond(long nanos, String text) {
    assertThat(Exact.text(new SimTime(nanos))).isEqualTo(text);
    assertThat(Exact.text(new SimDuration(nanos))).isEqualTo(text);
  }

  @Test
  void should_begin_a_run_at_no_second_and_last_no_nanosecond() {
    assertThat(Exact.text(SimTime.ZERO)).isEqualTo("0 s");
    assertThat(Exact.text(SimDuration.ZERO)).isEqualTo("0 ns");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1025, 1025 B",
    "8589934592, 8 GiB",
    "8589934593, 8589934593 B"
  })
  void should_keep_every_byte(long bytes, String text) {
    assertThat(Exact.text(new ByteCount(bytes))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B/s",
    "125, 1 kbit/s",
    "126, 126 B/s",
    "3125000000, 25 Gbit/s",
    "125000000000, 1 Tbit/s"
  })
  void should_keep_every_byte_a_second(long bytes, String text) {
    assertThat(Exact.text(new ByteRate(bytes))).isEqualTo(text);
  }
}
