package io.godwit.model.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchTest {

  sealed interface Shape permits Round, Angular {}

  record Round(int radius) implements Shape {}

  sealed interface Angular extends Shape permits Square {}

  record Square(int side) implements Angular {}

  record Line(int length) {}

  @Test
  void should_call_the_handler_of_the_record() {
    Dispatch<List<String>, String, Object> table =
        Dispatch.<List<String>, String, Object>over(Shape.class)
            .on(Round.class, (seen, by, round) -> seen.add(by + round.radius()))
            .ignoring(Square.class)
            .total();
    var seen = new ArrayList<String>();
    table.handle(seen, "a", new Round(3));
    table.handle(seen, "b", new Square(4));
    assertThat(seen).containsExactly("a3");
    assertThatThrownBy(() -> table.handle(seen, "c", new Line(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line[length=1]");
  }

  @Test
  void should_refuse_a_table_with_a_hole_in_it() {
    var table = Dispatch.<Object, Object, Shape>over(Shape.class).ignoring(Round.class);
    assertThatThrownBy(table::total)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Square");
  }

  @Test
  void should_refuse_two_handlers_and_strangers() {
    var table = Dispatch.<Object, Object, Object>over(Shape.class).ignoring(Round.class);
    assertThatThrownBy(() -> table.ignoring(Round.class)).hasMessageContaining("Round");
    assertThatThrownBy(() -> table.ignoring(Line.class)).hasMessageContaining("Line");
  }
}
