package io.godwit.persistence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.StateTree;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {

  private static List<String> between(Object before, Object after) {
    return Change.between(StateTree.of(before), StateTree.of(after)).stream()
        .map(
            change ->
                change.path()
                    + ": "
                    + change.before().map(String::valueOf).orElse("-")
                    + " > "
                    + change.after().map(String::valueOf).orElse("-"))
        .toList();
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  @Test
  void should_name_the_place_that_changed() {
    assertThat(between(map("a", 1, "b", map("c", 2)), map("a", 1, "b", map("c", 3))))
        .containsExactly("b.c: 2 > 3");
    assertThat(between(map("a", new SimTime(1)), map("a", new SimTime(2))))
        .containsExactly("a: 1 ns > 2 ns");
    assertThat(between(map("a", 1), map("b", 2))).containsExactly("a: 1 > -", "b: - > 2");
    assertThat(between(map("a", 1), map("a", List.of(1)))).hasSize(1);
  }

  @Test
  void should_not_call_the_rest_of_a_queue_changed_when_its_head_leaves() {
    assertThat(between(map("q", List.of("x", "y", "z")), map("q", List.of("y", "z"))))
        .containsExactly("q[0]: x > -");
    assertThat(between(map("q", List.of("x", "z")), map("q", List.of("x", "y", "z"))))
        .containsExactly("q[1]: - > y");
    assertThat(between(map("q", List.of("x", "y", "z")), map("q", List.of("x", "w", "z"))))
        .containsExactly("q[1]: y > w");
    assertThat(between(List.of(1, 1), List.of(1, 1, 1))).hasSize(1);
  }

  /** Nothing for equal trees, something for others, and as many places one way as the other. */
  @Property(tries = 300)
  void should_find_a_change_exactly_where_there_is_one(Gen gen) {
    StateTree one = StateTree.of(value(gen, 3));
    StateTree other = StateTree.of(value(gen, 3));
    assertThat(Change.between(one, one)).isEmpty();
    assertThat(Change.between(one, other).isEmpty()).isEqualTo(one.equals(other));
    assertThat(Change.between(other, one)).hasSameSizeAs(Change.between(one, other));
  }

  private static Object value(Gen gen, int depth) {
    int kind = depth == 0 ? 0 : gen.between(0, 2);
    if (kind == 0) {
      return gen.between(0, 1);
    }
    int size = gen.between(0, 3);
    var pieces = new ArrayList<Object>();
    for (int i = 0; i < size; i++) {
      pieces.add(value(gen, depth - 1));
    }
    if (kind == 1) {
      return pieces;
    }
    var map = new LinkedHashMap<String, Object>();
    pieces.forEach(piece -> map.put("k" + map.size(), piece));
    return map;
  }
}
