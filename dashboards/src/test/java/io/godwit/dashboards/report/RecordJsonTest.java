package io.godwit.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecordJsonTest {

  private record One(String text, Optional<Long> maybe, double number) {}

  private record Column(long first, long second) implements RecordJson.Shaped {
    @Override
    public Object shape() {
      return new long[] {first, second};
    }
  }

  private record Several(
      boolean flag, List<Optional<Double>> list, Map<String, One> map, Column column) {}

  private record Foreign(BigDecimal number) {}

  @Test
  void should_write_every_component_but_what_is_absent() {
    assertThat(RecordJson.text(new One("a \"b\"\n", Optional.of(7L), 0.5), Set.of()))
        .isEqualTo("{\"text\":\"a \\\"b\\\"\\n\",\"maybe\":7,\"number\":0.5}");
    assertThat(RecordJson.text(new One("ü", Optional.empty(), 1e300), Set.of()))
        .isEqualTo("{\"text\":\"ü\",\"number\":1.0E300}");
  }

  @Test
  void should_keep_the_place_of_what_is_absent_in_a_list() {
    var several =
        new Several(
            true,
            List.of(Optional.of(1.0), Optional.empty()),
            Map.of("key", new One("", Optional.empty(), -0.0)),
            new Column(1, -2));

    assertThat(RecordJson.text(several, Set.of()))
        .isEqualTo(
            "{\"flag\":true,\"list\":[1.0,null],"
                + "\"map\":{\"key\":{\"text\":\"\",\"number\":-0.0}},\"column\":[1,-2]}");
  }

  @Test
  void should_leave_out_what_is_not_to_be_said_at_any_depth() {
    var several = new Several(false, List.of(), Map.of("number", one()), new Column(0, 0));

    assertThat(RecordJson.text(several, Set.of("number", "column")))
        .isEqualTo("{\"flag\":false,\"list\":[],\"map\":{\"number\":{\"text\":\"x\"}}}");
  }

  private static One one() {
    return new One("x", Optional.empty(), 2);
  }

  @Test
  void should_have_a_line_for_each_value_where_it_is_to_be_read() {
    assertThat(RecordJson.indented(one()))
        .isEqualTo("{%n  \"text\" : \"x\",%n  \"number\" : 2.0%n}".formatted());
  }

  @Test
  void should_name_the_type_that_it_has_no_form_for() {
    assertThatThrownBy(() -> RecordJson.text(new Foreign(BigDecimal.ONE), Set.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no JSON for a java.math.BigDecimal");
  }
}
