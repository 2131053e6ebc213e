package io.godwit.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.unit.SimTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  private static final long MILLI = 1_000_000;

  private static SimTime millis(long value) {
    return new SimTime(value * MILLI);
  }

  private static long sum(long[] cells) {
    return Arrays.stream(cells).sum();
  }

  @Test
  void should_spread_a_flow_evenly_over_its_time() {
    var map = new HeatMap();
    map.carried(List.of("a/tx", "b/rx"), millis(5), millis(9), 4_001);

    assertThat(map.rows()).containsOnlyKeys("a/tx", "b/rx");
    assertThat(map.rows().get("a/tx")).startsWith(1_000, 1_000, 1_000, 1_001);
    assertThat(map.start()).isEqualTo(5 * MILLI);
    assertThat(map.linkBytes()).isEqualTo(8_002);
  }

  @Test
  void should_lose_no_byte_however_long_it_goes_on_and_whoever_began_first() {
    var map = new HeatMap();
    var random = new Random(7);
    long carried = 0;
    for (int flow = 0; flow < 2_000; flow++) {
      long until = 50_000 + random.nextInt(1_000) + flow * 40L;
      long bytes = random.nextLong(1L << 40);
      map.carried(List.of("a/tx"), millis(random.nextInt(50_000)), millis(until), bytes);
      carried += bytes;
    }

    assertThat(sum(map.rows().get("a/tx"))).isEqualTo(carried);
    assertThat(map.start()).isLessThan(200 * MILLI);
    assertThat(map.used()).isLessThanOrEqualTo(512);
    assertThat(map.start() + map.used() * map.width()).isGreaterThanOrEqualTo(129_960 * MILLI);
  }

  @Test
  void should_take_the_hosts_of_a_rack_together_when_there_are_too_many_links() {
    var map = new HeatMap();
    int hosts = HeatMap.MOST_ROWS + 10;
    for (int host = 0; host < hosts; host++) {
      String link = "pod-0/rack-%d/host-%d/tx".formatted(host % 2, host);
      map.carried(List.of(link, "pod-0/up"), millis(host), millis(host + 700L), 1_000);
    }

    assertThat(map.isByRack()).isTrue();
    Map<String, long[]> rows = map.rows();
    assertThat(rows).containsOnlyKeys("pod-0/rack-0/hosts/tx", "pod-0/rack-1/hosts/tx", "pod-0/up");
    assertThat(rows.values().stream().mapToLong(HeatMapTest::sum).sum())
        .isEqualTo(2_000L * hosts)
        .isEqualTo(map.linkBytes());
  }

  @Test
  void should_stay_small_with_many_links() {
    var map = new HeatMap();
    for (int host = 0; host < 2_000; host++) {
      map.carried(List.of("pod-0/rack-0/host-" + host + "/tx"), millis(0), millis(90_000), 10);
    }

    assertThat(map.used() * map.rows().size()).isLessThanOrEqualTo(HeatMap.MOST_CELLS);
  }
}
