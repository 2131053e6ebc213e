package io.godwit.dashboards.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BriefTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1 us",
    "52055, 52.1 us",
    "999960, 1.00 ms",
    "10052000, 10.1 ms",
    "343899000, 344 ms",
    "3754826709, 3.75 s",
    "119000000000, 119 s",
    "127000000000, 2.12 min",
    "7200000000000, 2 h"
  })
  void should_give_three_digits_of_a_duration(long nanos, String text) {
    assertThat(Brief.of(new SimDuration(nanos))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "958, 958 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "49300000, 47.0 MiB",
    "8589934592, 8 GiB"
  })
  void should_give_three_digits_of_a_size(long bytes, String text) {
    assertThat(Brief.of(new ByteCount(bytes))).isEqualTo(text);
  }
}
