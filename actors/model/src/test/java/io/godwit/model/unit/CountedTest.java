package io.godwit.model.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void should_say_one_of_what_there_is_one_of() {
    assertThat(Counted.of(0, "guest")).isEqualTo("0 guests");
    assertThat(Counted.of(1, "guest")).isEqualTo("1 guest");
    assertThat(Counted.of(1_024, "guest")).isEqualTo("1,024 guests");
  }
}
