package io.godwit.model.fleet;

import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deals guests out, each to the next host that can have it. The first of some companions takes a
 * host that can have all of them, and theirs as well.
 */
final class Dealing {

  private final Topology topology;
  private final FreeRoom room;
  private final Map<VmSpec, HostRange> at;
  private final HostRange everywhere;

  /** By the hosts that a guest may go to: how far behind the first of them to look. */
  private final Map<HostRange, Integer> next = new LinkedHashMap<>();

  /** By their word, in the order in which they are dealt. */
  private final Map<String, List<VmSpec>> companions = new LinkedHashMap<>();

  /** By name: who has a host already. */
  private final Map<String, PlacedVm> ahead = new LinkedHashMap<>();

  /**
   * The dealing of some guests.
   *
   * @param at the hosts that a guest may go to, where these are not all
   */
  Dealing(Topology topology, FreeRoom room, Map<VmSpec, HostRange> at, List<VmSpec> order) {
    this.topology = topology;
    this.room = room;
    this.at = at;
    everywhere = new HostRange(0, topology.hosts());
    for (VmSpec vm : order) {
      room.traitsOf(vm)
          .together()
          .ifPresent(word -> companions.computeIfAbsent(word, any -> new ArrayList<>()).add(vm));
    }
  }

  /** Throws {@link NoHostFound} when there is no host for it. */
  PlacedVm place(VmSpec vm) {
    if (!ahead.containsKey(vm.name())) {
      List<VmSpec> all =
          room.traitsOf(vm).together().map(companions::get).orElseGet(() -> List.of(vm));
      int host = hostFor(all);
      all.forEach(each -> ahead.put(each.name(), new PlacedVm(each, host, room.take(host, each))));
    }
    return ahead.remove(vm.name());
  }

  private int hostFor(List<VmSpec> all) {
    HostRange range = common(all);
    int start = next.getOrDefault(range, 0);
    for (int i = 0; i < range.count(); i++) {
      int host = range.first() + (start + i) % range.count();
      if (room.objection(host, all).isEmpty()) {
        next.put(range, host + 1 - range.first());
        return host;
      }
    }
    throw new NoHostFound(all.get(0).name(), obstacle(range, all));
  }

  /** Places are within each other or have no host in common. */
  private HostRange common(List<VmSpec> all) {
    VmSpec narrowest = all.get(0);
    for (VmSpec vm : all) {
      boolean isNarrower = range(vm).count() < range(narrowest).count();
      VmSpec wider = isNarrower ? narrowest : vm;
      narrowest = isNarrower ? vm : narrowest;
      if (!range(wider).contains(range(narrowest).first())) {
        throw new NoHostFound(vm.name(), asunder(narrowest, wider));
      }
    }
    return range(narrowest);
  }

  private HostRange range(VmSpec vm) {
    return at.getOrDefault(vm, everywhere);
  }

  private String asunder(VmSpec one, VmSpec other) {
    return ("%s on %s and %s on %s cannot be together (%s): no host is in both; give them the same"
            + " on, or leave out together")
        .formatted(one.name(), named(range(one)), other.name(), named(range(other)), word(one));
  }

  private String word(VmSpec vm) {
    return room.traitsOf(vm).together().orElseThrow();
  }

  private String obstacle(HostRange range, List<VmSpec> all) {
    var objections = new EnumMap<Objection, Long>(Objection.class);
    range
        .hosts()
        .mapToObj(host -> room.objection(host, all))
        .flatMap(Optional::stream)
        .forEach(objection -> objections.merge(objection, 1L, Long::sum));
    boolean isAnywhere = range.equals(everywhere);
    return "no host%s can take %s: of those permitted, %s; change what %s, %s%s"
        .formatted(
            isAnywhere ? "" : " of " + named(range),
            all.size() == 1 ? alone(all.get(0)) : together(all),
            Objection.listed(objections),
            all.size() == 1 ? "it asks for" : "they ask for",
            isAnywhere ? "or the hosts" : "these hosts, or on",
            all.size() == 1 ? "" : ", or leave out together");
  }

  private static String alone(VmSpec vm) {
    return "%s (%s%s)"
        .formatted(
            vm.name(), vm.memory(), vm.devices().isEmpty() ? "" : ", devices " + vm.devices());
  }

  private String together(List<VmSpec> all) {
    long bytes = all.stream().mapToLong(vm -> vm.memory().bytes()).sum();
    int others = all.size() - 1;
    return "%s and %s (together: %s, %s)"
        .formatted(
            all.get(0).name(),
            others == 1 ? all.get(1).name() : "%,d others".formatted(others),
            word(all.get(0)),
            new ByteCount(bytes));
  }

  /** What a scenario calls these hosts. */
  private String named(HostRange range) {
    String name = topology.hostName(range.first());
    while (!topology.named(name).equals(Optional.of(range)) && name.contains("/")) {
      name = name.substring(0, name.lastIndexOf('/'));
    }
    return name;
  }
}
