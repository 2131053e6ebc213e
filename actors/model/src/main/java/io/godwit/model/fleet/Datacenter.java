package io.godwit.model.fleet;

import io.godwit.model.device.MemberName;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.HostRange;
import io.godwit.model.network.Topology;
import io.godwit.model.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hosts, all alike, and what runs on them when the run begins. */
public final class Datacenter {

  private final Topology topology;
  private final HostSettings host;
  private final List<PlacedVm> vms;
  private final Map<String, GuestTraits> traits;

  private Datacenter(
      Topology topology, HostSettings host, List<PlacedVm> vms, Map<String, GuestTraits> traits) {
    this.topology = topology;
    this.host = host;
    this.vms = List.copyOf(vms);
    this.traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
  }

  /**
   * Deals the virtual machines out to the hosts one by one, in an order that the seed shuffles,
   * each to the next host with room for it, of those that {@code at} gives or of all. Throws {@link
   * IllegalArgumentException} when one fits nowhere.
   */
  public static Datacenter dealtOut(
      Topology topology,
      HostSettings host,
      List<VmSpec> vms,
      Map<VmSpec, HostRange> at,
      long seed) {
    var order = new ArrayList<>(vms);
    shuffle(order, RandomStream.of(seed, EntityId.fleet(), "placement"));
    var room = new Room(topology, host);
    var placed = new ArrayList<PlacedVm>(vms.size());
    var everywhere = new HostRange(0, topology.hosts());
    var next = new LinkedHashMap<HostRange, Integer>();
    for (VmSpec vm : order) {
      HostRange range = at.getOrDefault(vm, everywhere);
      int chosen = room.firstFrom(range, next.getOrDefault(range, 0), vm);
      placed.add(new PlacedVm(vm, chosen, room.take(chosen, vm)));
      next.put(range, chosen + 1 - range.first());
    }
    return new Datacenter(topology, host, placed, new LinkedHashMap<>());
  }

  /** The same, where the guests of these names ask for more than room. */
  public Datacenter with(Map<String, GuestTraits> others) {
    return new Datacenter(topology, host, vms, others);
  }

  /** By name, of guests that ask for more than room. */
  Map<String, GuestTraits> traits() {
    return traits;
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

  public HostSettings host() {
    return host;
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
    private final HostSettings host;
    private final long[] freeBytes;
    private final int[][] lastMember;

    Room(Topology topology, HostSettings host) {
      this.topology = topology;
      this.host = host;
      freeBytes = new long[topology.hosts()];
      Arrays.fill(freeBytes, host.memory().bytes());
      lastMember = new int[topology.hosts()][host.owners().size()];
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

    private boolean fits(int at, VmSpec vm) {
      if (freeBytes[at] < vm.memory().bytes()) {
        return false;
      }
      for (int owner = 0; owner < host.owners().size(); owner++) {
        if (lastMember[at][owner] + vm.devicesOf(host.owners().get(owner).name())
            > host.owners().get(owner).settings().members()) {
          return false;
        }
      }
      return true;
    }

    List<String> take(int at, VmSpec vm) {
      freeBytes[at] -= vm.memory().bytes();
      var members = new ArrayList<String>(vm.devices().size());
      for (String device : vm.devices()) {
        int number = ++lastMember[at][host.indexOf(device)];
        members.add(MemberName.of(topology.hostName(at), device, number));
      }
      return members;
    }
  }
}
