package io.godwit.model.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopologyTest {

  private static final ByteRate HOST_LINK = ByteRate.of(3_125_000_000L);
  private static final ByteRate RACK_UPLINK = ByteRate.of(25_000_000_000L);
  private static final ByteRate POD_UPLINK = ByteRate.of(50_000_000_000L);

  /** 2 pods of 3 racks of 4 hosts. */
  private static final FabricShape SHAPE =
      FabricShape.of(2, 3, 4, HOST_LINK, RACK_UPLINK, SimDuration.ofMicros(5));

  private final Topology plain = new Topology(SHAPE);
  private final Topology rich =
      new Topology(SHAPE.withRackUplinks(2, RACK_UPLINK).withPodUplink(POD_UPLINK));

  @Test
  void should_route_within_a_rack_over_the_two_hosts_links() {
    assertThat(names(plain, 0, 3))
        .containsExactly("pod-0/rack-0/host-0/tx", "pod-0/rack-0/host-3/rx");
    assertThat(plain.latency(0, 3)).isEqualTo(SimDuration.ofMicros(10));
  }

  @Test
  void should_route_between_racks_over_their_uplinks() {
    assertThat(names(plain, 0, 11))
        .containsExactly(
            "pod-0/rack-0/host-0/tx",
            "pod-0/rack-0/up",
            "pod-0/rack-2/down",
            "pod-0/rack-2/host-3/rx");
    assertThat(plain.latency(0, 11)).isEqualTo(SimDuration.ofMicros(20));
  }

  @Test
  void should_route_between_pods_over_the_core_when_it_is_modelled() {
    assertThat(names(plain, 0, 12)).hasSize(4);
    assertThat(names(rich, 0, 12)).hasSize(6).contains("pod-0/up", "pod-1/down");
    assertThat(plain.latency(0, 12))
        .isEqualTo(rich.latency(0, 12))
        .isEqualTo(SimDuration.ofMicros(30));
  }

  @Test
  void should_need_no_link_from_a_host_to_itself() {
    assertThat(plain.route(5, 5)).isEmpty();
    assertThat(plain.latency(5, 5)).isEqualTo(SimDuration.ZERO);
  }

  @Test
  void should_spread_pairs_of_hosts_over_all_uplinks() {
    var used =
        IntStream.range(0, 4)
            .boxed()
            .flatMap(source -> IntStream.range(4, 8).mapToObj(to -> names(rich, source, to).get(1)))
            .distinct();
    assertThat(used).containsExactlyInAnyOrder("pod-0/rack-0/up-0", "pod-0/rack-0/up-1");
  }

  @Test
  void should_give_each_kind_of_link_its_capacity() {
    assertThat(capacity("pod-1/rack-2/host-3/rx")).isEqualTo(HOST_LINK);
    assertThat(capacity("pod-1/rack-2/down-1")).isEqualTo(RACK_UPLINK);
    assertThat(capacity("pod-1/up")).isEqualTo(POD_UPLINK);
  }

  @Property
  void should_find_every_host_and_link_by_its_name(Gen gen) {
    Topology topology = gen.chance(50) ? plain : rich;
    int host = gen.between(0, topology.hosts() - 1);
    int link = gen.between(0, topology.links() - 1);
    assertThat(topology.named(topology.hostName(host))).contains(new HostRange(host, 1));
    assertThat(topology.linksNamed(topology.linkName(link))).containsExactly(link);
  }

  @Property
  void should_join_source_and_destination_whatever_the_route(Gen gen) {
    Topology topology = gen.chance(50) ? plain : rich;
    int source = gen.between(0, topology.hosts() - 1);
    int destination = gen.between(0, topology.hosts() - 1);
    int[] route = topology.route(source, destination);
    assertThat(route).doesNotHaveDuplicates();
    if (source != destination) {
      assertThat(topology.linkName(route[0])).isEqualTo(topology.hostName(source) + "/tx");
      assertThat(topology.linkName(route[route.length - 1]))
          .isEqualTo(topology.hostName(destination) + "/rx");
    }
  }

  @Test
  void should_name_the_hosts_of_a_rack_and_of_a_pod() {
    assertThat(plain.named("pod-0/rack-1")).contains(new HostRange(4, 4));
    assertThat(plain.named("pod-1")).contains(new HostRange(12, 12));
    assertThat(
            List.of(
                "pod-2", "pod-0/rack-3", "pod-0/rack-0/host-4", "pod-0/host-1", "pod-0/up", "x"))
        .allMatch(name -> plain.named(name).isEmpty());
  }

  @Test
  void should_name_both_directions_of_uplinks_and_hosts() {
    assertThat(linksNamed(rich, "pod-0/rack-1/uplink-0"))
        .containsExactly("pod-0/rack-1/up-0", "pod-0/rack-1/down-0");
    assertThat(linksNamed(rich, "pod-0/rack-1/uplink")).hasSize(4);
    assertThat(linksNamed(rich, "pod-0/rack-1")).isEqualTo(linksNamed(rich, "pod-0/rack-1/uplink"));
    assertThat(linksNamed(rich, "pod-1")).containsExactly("pod-1/up", "pod-1/down");
    assertThat(linksNamed(plain, "pod-0/rack-1/uplink-0"))
        .containsExactly("pod-0/rack-1/up", "pod-0/rack-1/down");
    assertThat(linksNamed(rich, "pod-1/uplink")).containsExactly("pod-1/up", "pod-1/down");
    assertThat(linksNamed(plain, "pod-0/rack-0/host-2"))
        .containsExactly("pod-0/rack-0/host-2/tx", "pod-0/rack-0/host-2/rx");
    assertThat(List.of("pod-1/uplink", "pod-1", "pod-0/rack-1/up-1", "pod-0/rack-1/tx", "up"))
        .allMatch(name -> plain.linksNamed(name).length == 0);
  }

  @Test
  void should_hold_a_hundred_thousand_hosts_without_storing_them() {
    var large = new Topology(FabricShape.of(25, 100, 40, HOST_LINK, RACK_UPLINK, SimDuration.ZERO));
    assertThat(large.hosts()).isEqualTo(100_000);
    assertThat(large.hostName(99_999)).isEqualTo("pod-24/rack-99/host-39");
  }

  @Test
  void should_refuse_hosts_links_and_shapes_that_cannot_be() {
    assertThatThrownBy(() -> plain.route(0, 24))
        .hasMessageContaining("host 24")
        .hasMessageContaining("23");
    assertThatThrownBy(() -> plain.linkName(-1)).hasMessageContaining("link -1");
    assertThatThrownBy(() -> FabricShape.of(0, 1, 1, HOST_LINK, RACK_UPLINK, SimDuration.ZERO))
        .hasMessageContaining("pods: 0");
    assertThatThrownBy(
            () -> FabricShape.of(1000, 1000, 1000, HOST_LINK, RACK_UPLINK, SimDuration.ZERO))
        .hasMessageContaining("at most");
  }

  private ByteRate capacity(String link) {
    return rich.capacity(rich.linksNamed(link)[0]);
  }

  private static List<String> names(Topology topology, int source, int destination) {
    return Arrays.stream(topology.route(source, destination)).mapToObj(topology::linkName).toList();
  }

  private static List<String> linksNamed(Topology topology, String name) {
    return Arrays.stream(topology.linksNamed(name)).mapToObj(topology::linkName).toList();
  }
}
