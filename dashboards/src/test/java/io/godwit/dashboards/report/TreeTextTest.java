package io.godwit.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.StateTree;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeTextTest {

  private static List<String> lines(Object value) {
    return TreeText.lines(StateTree.of(value), "  ");
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  @Test
  void should_keep_on_a_line_what_fits() {
    assertThat(lines(map("at", new SimTime(1_500_000_001), "queue", List.of(1, 2))))
        .containsExactly("  at     1.500000001 s", "  queue  [1, 2]");
    assertThat(lines(map("nothing", Optional.empty(), "empty", "", "none", List.of())))
        .containsExactly("  nothing  none", "  empty    ''", "  none     []");
  }

  @Test
  void should_spread_what_does_not() {
    String text = "x".repeat(40);
    assertThat(lines(map("a", map("b", text, "c", text), "d", List.of(text, text))))
        .containsExactly(
            "  a", "    b  " + text, "    c  " + text, "  d", "    [0] " + text, "    [1] " + text);
  }

  @Test
  void should_show_the_beginning_of_many_bytes() {
    assertThat(lines(map("few", Bytes.ofHex("0102"), "none", Bytes.EMPTY)))
        .containsExactly("  few   0102", "  none  0 bytes");
    assertThat(lines(map("many", Bytes.copyOf(new byte[100]))))
        .containsExactly("  many  000000000000000000000000... (100 bytes)");
  }
}
