package io.godwit.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Guests get a host each before the run begins, companions the same one, or it is said why not. */
class DealingTest {

  private static final long SEEDS = 50;
  private static final GuestTraits SPARE =
      new GuestTraits(true, 0, List.of(), List.of("spare"), Optional.empty());

  private final Topology topology =
      new Topology(
          FabricShape.of(1, 2, 2, ByteRate.of(1000), ByteRate.of(1000), SimDuration.ofMicros(1)));
  private final List<VmSpec> vms = new ArrayList<>();
  private final Map<VmSpec, HostRange> at = new LinkedHashMap<>();
  private final Map<String, GuestTraits> traits = new LinkedHashMap<>();
  private HostKinds kinds = HostKinds.of(HostKind.plain(ByteCount.ofGib(64)));

  private VmSpec guest(String name, int gib, GuestTraits asked) {
    var vm = new VmSpec(name, ByteCount.ofGib(gib), List.of());
    vms.add(vm);
    traits.put(name, asked);
    return vm;
  }

  private void guest(String name, int gib, GuestTraits asked, String on) {
    at.put(guest(name, gib, asked), topology.named(on).orElseThrow());
  }

  private static GuestTraits together(int processors, List<String> tolerates, String apart) {
    return new GuestTraits(
        true,
        processors,
        List.of(),
        tolerates,
        Optional.of(apart).filter(word -> !word.isEmpty()),
        Optional.of("q"),
        "",
        "");
  }

  private static final GuestTraits TOGETHER = together(0, List.of(), "");

  private static HostKind kind(int processors, List<String> taints, List<String> cpus) {
    return new HostKind(
        "kind",
        ByteCount.ofGib(64),
        processors,
        List.of(),
        taints,
        100,
        0,
        Optional.empty(),
        0,
        Optional.empty(),
        cpus,
        List.of());
  }

  private Datacenter dealt(long seed) {
    return Datacenter.dealtOut(topology, Ground.HOST, kinds, vms, at, traits, seed, placed -> {});
  }

  /** Where companions are, whatever the seed; one host each time. */
  private List<Integer> homes() {
    return LongStream.range(0, SEEDS)
        .mapToObj(
            seed ->
                dealt(seed).vms().stream()
                    .filter(placed -> traits.get(placed.vm().name()).together().isPresent())
                    .map(PlacedVm::host)
                    .distinct()
                    .toList())
        .peek(hosts -> assertThat(hosts).hasSize(1))
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .toList();
  }

  private String refused() {
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> catchThrowableOfType(NoHostFound.class, () -> dealt(seed)).getMessage())
        .min(String::compareTo)
        .orElseThrow();
  }

  @Test
  void should_deal_companions_onto_one_host_with_room_for_all() {
    guest("a-0", 20, TOGETHER);
    guest("a-1", 20, TOGETHER);
    guest("b-0", 20, TOGETHER);
    guest("c-0", 4, GuestTraits.PLAIN, Ground.host(0));
    assertThat(homes()).containsExactly(0);
  }

  @Test
  void should_deal_companions_to_where_every_one_of_them_may_be() {
    guest("a-0", 1, together(2, List.of("spare"), ""));
    guest("a-1", 1, together(2, List.of(), ""));
    guest("b-0", 1, TOGETHER, "pod-0/rack-1");
    guest("b-1", 1, TOGETHER, "pod-0");
    kinds =
        new HostKinds(
            List.of(
                kind(4, List.of(), List.of()),
                kind(3, List.of(), List.of()),
                kind(4, List.of("spare"), List.of())),
            new int[] {0, 0, 1, 0});
    assertThat(homes()).containsExactly(3);
    kinds =
        new HostKinds(
            List.of(kind(4, List.of(), List.of()), kind(4, List.of("spare"), List.of())),
            new int[] {0, 0, 0, 1});
    assertThat(homes()).containsExactly(2);
  }

  @Test
  void should_say_that_no_host_has_room_for_all_companions() {
    guest("a-0", 30, TOGETHER);
    guest("a-1", 30, TOGETHER);
    guest("a-2", 30, TOGETHER);
    assertThat(refused())
        .isEqualTo(
            "no host can take a-0 and 2 others (together: q, 90.0 GiB): of those permitted, 4"
                + " without room; change what they ask for, or the hosts, or leave out together");
  }

  @Test
  void should_say_that_companions_may_not_be_on_one_host() {
    guest("a-0", 1, together(0, List.of(), "z"));
    guest("a-1", 1, together(0, List.of(), "z"));
    assertThat(refused())
        .startsWith("no host can take a-0 and a-1 (together: q, 2.0 GiB): of those permitted, 4")
        .contains("4 with a guest that it must be apart from");
    vms.clear();
    guest("a-0", 1, TOGETHER, "pod-0/rack-0");
    guest("b-0", 1, TOGETHER, "pod-0/rack-0/host-1");
    guest("c-0", 1, TOGETHER, "pod-0/rack-0/host-0");
    assertThat(refused())
        .isEqualTo(
            "b-0 on pod-0/rack-0/host-1 and c-0 on pod-0/rack-0/host-0 cannot be together (q): no"
                + " host is in both; give them the same on, or leave out together");
  }

  @Test
  void should_say_why_no_host_can_take_a_guest() {
    kinds =
        new HostKinds(
            List.of(kind(4, List.of("spare"), List.of()), kind(1, List.of(), List.of("new"))),
            new int[] {0, 1, 1, 0});
    guest("b-0", 4, GuestTraits.PLAIN, "pod-0/rack-0/host-0");
    assertThat(refused())
        .isEqualTo(
            "no host of pod-0/rack-0/host-0 can take b-0 (4.0 GiB): of those permitted, 1 without"
                + " its labels, or with a taint that it does not tolerate; change what it asks for,"
                + " these hosts, or on");
    vms.clear();
    at.clear();
    guest("b-0", 4, new GuestTraits(true, 8, List.of(), List.of(), Optional.empty()));
    assertThat(refused())
        .contains("2 without enough processors, 2 without its labels", "change what it asks for");
    vms.clear();
    guest(
        "b-0",
        4,
        new GuestTraits(
            true, 0, List.of(), List.of(), Optional.empty(), Optional.empty(), "old", ""));
    assertThat(refused()).contains("2 without its cpu, or that do not know its machine");
    vms.clear();
    guest("b-0", 65, SPARE, "pod-0/rack-1");
    assertThat(refused()).startsWith("no host of pod-0/rack-1 can take b-0 (65.0 GiB): of those");
  }
}
