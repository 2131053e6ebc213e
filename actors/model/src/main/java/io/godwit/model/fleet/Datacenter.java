package io.godwit.model.fleet;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The hosts, of one kind or several, and what runs on them when the run begins. */
public final class Datacenter {

  /** Guests between two words on how it goes. */
  private static final int TELL_EVERY = 1 << 14;

  private final Topology topology;
  private final HostSettings host;
  private final HostKinds kinds;
  private final List<PlacedVm> vms;
  private final Map<String, GuestTraits> traits;

  private Datacenter(
      Topology topology,
      HostSettings host,
      HostKinds kinds,
      List<PlacedVm> vms,
      Map<String, GuestTraits> traits) {
    this.topology = topology;
    this.host = host;
    this.kinds = kinds;
    this.vms = List.copyOf(vms);
    this.traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
  }

  /** Hosts that are all alike, and guests that ask for room only. */
  public static Datacenter dealtOut(
      Topology topology,
      HostSettings host,
      List<VmSpec> vms,
      Map<VmSpec, HostRange> at,
      long seed) {
    HostKinds alike = HostKinds.of(HostKind.plain(host.memory()));
    return dealtOut(topology, host, alike, vms, at, new LinkedHashMap<>(), seed, placed -> {});
  }

  /**
   * Deals the virtual machines out to the hosts one by one, in an order that the seed shuffles,
   * each to the next host that may have it and has room, of those that {@code at} gives or of all.
   * Companions go to one host, which has room for all of them. Throws {@link NoHostFound} when
   * there is none.
   *
   * @param traits by name, of guests that ask for more than room
   * @param progress is told now and then how many have a host
   */
  public static Datacenter dealtOut(
      Topology topology,
      HostSettings host,
      HostKinds kinds,
      List<VmSpec> vms,
      Map<VmSpec, HostRange> at,
      Map<String, GuestTraits> traits,
      long seed,
      IntConsumer progress) {
    var order = new ArrayList<>(vms);
    shuffle(order, RandomStream.of(seed, EntityId.fleet(), "placement"));
    var dealing = new Dealing(topology, new FreeRoom(topology, host, kinds, traits), at, order);
    var placed = new ArrayList<PlacedVm>(vms.size());
    for (VmSpec vm : order) {
      placed.add(dealing.place(vm));
      if (placed.size() % TELL_EVERY == 0) {
        progress.accept(placed.size());
      }
    }
    return new Datacenter(topology, host, kinds, placed, traits);
  }

  private static void shuffle(List<VmSpec> vms, RandomStream random) {
    for (int i = vms.size() - 1; i > 0; i--) {
      int j = (int) random.below(i + 1L);
      VmSpec swapped = vms.get(i);
      vms.set(i, vms.get(j));
      vms.set(j, swapped);
    }
  }

  public Topology topology() {
    return topology;
  }

  /** The index of the host with this name; throws for any other name. */
  public int hostNamed(String name) {
    return topology.host(name);
  }

  /** What all hosts have in common; their memory is their kind's. */
  public HostSettings host() {
    return host;
  }

  /** What a host is made of. */
  public HostSettings host(int index) {
    return kinds.of(index).of(host);
  }

  /** What members of an owner of a host are; empty where they are as on all hosts. */
  public Optional<MemberSettings> member(int index, String owner) {
    return kinds.of(index).memberOf(owner);
  }

  /** What all hosts draw together. */
  long milliwatts() {
    return IntStream.range(0, topology.hosts())
        .mapToLong(index -> kinds.of(index).milliwatts())
        .sum();
  }

  public HostKinds kinds() {
    return kinds;
  }

  /** By name, of guests that ask for more than room. */
  Map<String, GuestTraits> traits() {
    return traits;
  }

  public List<PlacedVm> vms() {
    return vms;
  }

  /** By host: its first guests with their members, in the order in which they were dealt. */
  public List<Map<VmSpec, List<String>>> residents() {
    var byHost = new ArrayList<Map<VmSpec, List<String>>>(topology.hosts());
    for (int i = 0; i < topology.hosts(); i++) {
      byHost.add(new LinkedHashMap<>());
    }
    vms.forEach(placed -> byHost.get(placed.host()).put(placed.vm(), placed.members()));
    return byHost;
  }
}
