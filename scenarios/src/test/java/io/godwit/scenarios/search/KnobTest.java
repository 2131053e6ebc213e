package io.godwit.scenarios.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnobTest {

  @Test
  void should_step_evenly_where_a_range_is_short() {
    assertThat(Knob.parse("plan[0].limits.total=4..8").rungs())
        .containsExactly("4", "5", "6", "7", "8");
  }

  @Test
  void should_take_steps_that_grow_with_the_value() {
    Knob knob = Knob.parse("plan[0].limits.total=4..256");
    assertThat(knob.rungs()).hasSizeLessThanOrEqualTo(Knob.MOST_RUNGS).startsWith("4", "5");
    assertThat(knob.rungs()).last().isEqualTo("256");
    int[] values = knob.rungs().stream().mapToInt(Integer::parseInt).toArray();
    assertThat(
            IntStream.range(1, values.length)
                .allMatch(i -> values[i] - values[i - 1] <= Math.max(1, values[i - 1] / 4)))
        .isTrue();
  }

  @Test
  void should_keep_the_unit() {
    assertThat(Knob.parse("migration.nic = 10..40 Gbit/s").rungs())
        .startsWith("10 Gbit/s")
        .contains("20 Gbit/s")
        .endsWith("40 Gbit/s");
    assertThat(Knob.parse("a.b=10%..50%").rungs()).startsWith("10%").endsWith("50%");
    assertThat(Knob.parse("a.b=0..100 ms").rungs()).startsWith("0 ms").endsWith("100 ms");
  }

  @Test
  void should_step_out_of_a_range_at_its_ends_alone() {
    Knob whole = Knob.parse("a=1..8");
    assertThat(whole.beyond(0)).contains("a=0");
    assertThat(whole.beyond(3)).isEmpty();
    assertThat(whole.beyond(7)).contains("a=9");
    Knob rate = Knob.parse("a=0..10 Gbit/s");
    assertThat(rate.beyond(0)).isEmpty();
    assertThat(rate.beyond(rate.rungs().size() - 1)).contains("a=10.1 Gbit/s");
    assertThat(Knob.parse("a=one,other").beyond(0)).isEmpty();
  }

  @Test
  void should_take_values_as_they_are_listed() {
    assertThat(Knob.parse("plan[0].place=spread, first-fit,spread").rungs())
        .containsExactly("spread", "first-fit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing            | write it as
          a=7                | nothing to vary
          a=8..4             | not below
          a=1..1             | not below
          a=100 ms..2 s      | same unit
          """)
  void should_say_what_is_wrong(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Knob.parse(text))
        .withMessageContaining("--vary " + text)
        .withMessageContaining(why);
  }
}
