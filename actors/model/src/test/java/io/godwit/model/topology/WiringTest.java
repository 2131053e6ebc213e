package io.godwit.model.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.sharing.FlowTable;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WiringTest {

  private static final FabricShape SHAPE =
      FabricShape.of(1, 1, 3, ByteRate.of(100), ByteRate.of(100), SimDuration.ofMicros(5));
  private static final Wiring WIRING =
      new Wiring(
          List.of(
              new Wiring.Link("near", ByteRate.of(10_500_000L), SimDuration.ofMicros(100)),
              new Wiring.Link("far", ByteRate.of(21_000_000L), SimDuration.ofMicros(300))),
          List.of(new Wiring.Route(0, 1, List.of(0)), new Wiring.Route(2, 0, List.of(0, 1))));

  private final Topology plain = new Topology(SHAPE, WIRING, NetworkModels.MAXMIN);
  private final Topology lv08 = new Topology(SHAPE, WIRING, NetworkModels.LV08);

  @Test
  void should_lead_over_the_wires_both_ways_and_elsewhere_over_the_leaf() {
    int near = plain.linksNamed("near")[0];
    int far = plain.linksNamed("far")[0];
    assertThat(plain.route(0, 1)).containsExactly(near);
    assertThat(plain.route(0, 2)).containsExactly(near, far);
    assertThat(plain.route(2, 0)).containsExactly(near, far);
    assertThat(plain.linkName(plain.route(1, 2)[0])).isEqualTo("pod-0/rack-0/host-1/tx");
    assertThat(plain.latency(0, 2)).isEqualTo(SimDuration.ofMicros(400));
    assertThat(plain.links()).isEqualTo(far + 1);
    assertThat(plain.linkName(far)).isEqualTo("far");
  }

  @Test
  void should_leave_links_latency_and_shares_alone_without_a_model() {
    assertThat(plain.capacity(plain.route(0, 1)[0])).isEqualTo(ByteRate.of(10_500_000L));
    assertThat(plain.before(0, 1)).isEqualTo(SimDuration.ZERO);
    assertThat(plain.after(0, 1)).isEqualTo(SimDuration.ofMicros(100));
    assertThat(plain.weight(0, 2)).isEqualTo(1);
  }

  @Test
  void should_take_simgrids_constants_with_lv08() {
    assertThat(lv08.capacity(lv08.route(0, 1)[0])).isEqualTo(ByteRate.of(9_700_000L));
    assertThat(lv08.before(0, 1)).isEqualTo(SimDuration.ofMicros(1_301));
    assertThat(lv08.most(0, 1)).isEqualTo(ByteRate.of(4_194_304L * 1_000_000 / 2_602));
    assertThat(plain.most(0, 1)).isEqualTo(FlowTable.UNLIMITED);
    assertThat(lv08.after(0, 1)).isEqualTo(SimDuration.ZERO);
  }

  @Test
  void should_weigh_routes_inversely_to_their_penalty() {
    double shorter = 100e-6 + 20_537 / 10.5e6;
    double longer = 400e-6 + 20_537 / 10.5e6 + 20_537 / 21e6;
    assertThat((double) lv08.weight(0, 1) / lv08.weight(0, 2))
        .isCloseTo(longer / shorter, within(1e-6));
  }

  @Test
  void should_find_small_weights_for_simple_ratios() {
    Weights weights = Weights.of(Set.of(20L, 30L, 60L));
    assertThat(weights.of(20)).isEqualTo(3);
    assertThat(weights.of(30)).isEqualTo(2);
    assertThat(weights.of(60)).isEqualTo(1);
  }
}
