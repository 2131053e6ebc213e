package io.godwit.model.fleet;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.MemberName;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.HostSettings.OwnerSlot;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
   * Throws {@link IllegalArgumentException} when one fits nowhere.
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
    var room = new Room(topology, host, kinds, traits);
    var placed = new ArrayList<PlacedVm>(vms.size());
    var everywhere = new HostRange(0, topology.hosts());
    var next = new LinkedHashMap<HostRange, Integer>();
    for (VmSpec vm : order) {
      HostRange range = at.getOrDefault(vm, everywhere);
      int chosen = room.firstFrom(range, next.getOrDefault(range, 0), vm);
      placed.add(new PlacedVm(vm, chosen, room.take(chosen, vm)));
      next.put(range, chosen + 1 - range.first());
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

  /** What is free while the guests are dealt out. */
  private static final class Room {
    private final Topology topology;
    private final HostSettings settings;
    private final HostKinds kinds;
    private final Map<String, GuestTraits> traits;
    private final long[] usedBytes;
    private final int[] usedProcessors;
    private final int[][] lastMember;
    private final Map<String, Set<Integer>> apart = new LinkedHashMap<>();

    Room(
        Topology topology,
        HostSettings settings,
        HostKinds kinds,
        Map<String, GuestTraits> traits) {
      this.topology = topology;
      this.settings = settings;
      this.kinds = kinds;
      this.traits = traits;
      usedBytes = new long[topology.hosts()];
      usedProcessors = new int[topology.hosts()];
      lastMember = new int[topology.hosts()][settings.owners().size()];
    }

    int firstFrom(HostRange range, int start, VmSpec vm) {
      for (int i = 0; i < range.count(); i++) {
        int at = range.first() + (start + i) % range.count();
        if (fits(at, vm)) {
          return at;
        }
      }
      throw new IllegalArgumentException(
          "no host has room left for "
              + vm.name()
              + " ("
              + vm.memory()
              + ", "
              + vm.devices()
              + ")");
    }

    private GuestTraits traitsOf(VmSpec vm) {
      return traits.getOrDefault(vm.name(), GuestTraits.PLAIN);
    }

    private Set<Integer> hostsOf(String word) {
      return apart.computeIfAbsent(word, any -> new LinkedHashSet<>());
    }

    private boolean fits(int at, VmSpec vm) {
      GuestTraits guest = traitsOf(vm);
      HostKind kind = kinds.of(at);
      return kind.accepts(guest)
          && kind.runs(guest)
          && kind.memory().bytes() - usedBytes[at] >= vm.memory().bytes()
          && kind.processors() - usedProcessors[at] >= guest.processors()
          && guest.apart().filter(word -> hostsOf(word).contains(at)).isEmpty()
          && hasMembers(at, vm);
    }

    private boolean hasMembers(int at, VmSpec vm) {
      for (int owner = 0; owner < settings.owners().size(); owner++) {
        OwnerSlot slot = settings.owners().get(owner);
        int wanted = vm.devicesOf(slot.name());
        if (wanted > 0 && lastMember[at][owner] + wanted > kinds.of(at).members(slot)) {
          return false;
        }
      }
      return true;
    }

    List<String> take(int at, VmSpec vm) {
      usedBytes[at] += vm.memory().bytes();
      usedProcessors[at] += traitsOf(vm).processors();
      traitsOf(vm).apart().ifPresent(word -> hostsOf(word).add(at));
      var members = new ArrayList<String>(vm.devices().size());
      for (String device : vm.devices()) {
        int number = ++lastMember[at][settings.indexOf(device)];
        members.add(MemberName.of(topology.hostName(at), device, number));
      }
      return members;
    }
  }
}
