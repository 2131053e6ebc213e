package io.godwit.model.fleet;

import io.godwit.model.device.MemberName;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.HostSettings.OwnerSlot;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What hosts have free while guests are dealt out to them. */
final class FreeRoom {

  private final Topology topology;
  private final HostSettings settings;
  private final HostKinds kinds;
  private final Map<String, GuestTraits> traits;
  private final long[] usedBytes;
  private final int[] usedProcessors;
  private final int[][] usedMembers;
  private final Map<String, Set<Integer>> apart = new LinkedHashMap<>();

  FreeRoom(
      Topology topology, HostSettings settings, HostKinds kinds, Map<String, GuestTraits> traits) {
    this.topology = topology;
    this.settings = settings;
    this.kinds = kinds;
    this.traits = traits;
    usedBytes = new long[topology.hosts()];
    usedProcessors = new int[topology.hosts()];
    usedMembers = new int[topology.hosts()][settings.owners().size()];
  }

  GuestTraits traitsOf(VmSpec vm) {
    return traits.getOrDefault(vm.name(), GuestTraits.PLAIN);
  }

  /** Why a host cannot have all of these; empty when it can. */
  Optional<Objection> objection(int at, List<VmSpec> vms) {
    Optional<Objection> objection = Optional.empty();
    int taken = 0;
    while (objection.isEmpty() && taken < vms.size()) {
      objection = objection(at, vms.get(taken));
      if (objection.isEmpty()) {
        change(at, vms.get(taken++), 1);
      }
    }
    vms.subList(0, taken).forEach(vm -> change(at, vm, -1));
    return objection;
  }

  private Optional<Objection> objection(int at, VmSpec vm) {
    GuestTraits guest = traitsOf(vm);
    HostKind kind = kinds.of(at);
    if (!kind.accepts(guest)) {
      return Optional.of(Objection.KIND);
    } else if (!kind.runs(guest)) {
      return Optional.of(Objection.MODEL);
    } else if (kind.memory().bytes() - usedBytes[at] < vm.memory().bytes()) {
      return Optional.of(Objection.ROOM);
    } else if (kind.processors() - usedProcessors[at] < guest.processors()) {
      return Optional.of(Objection.PROCESSORS);
    } else if (guest.apart().filter(word -> hostsOf(word).contains(at)).isPresent()) {
      return Optional.of(Objection.APART);
    }
    return hasMembers(at, vm) ? Optional.empty() : Optional.of(Objection.DEVICES);
  }

  private Set<Integer> hostsOf(String word) {
    return apart.computeIfAbsent(word, any -> new LinkedHashSet<>());
  }

  private boolean hasMembers(int at, VmSpec vm) {
    for (int owner = 0; owner < settings.owners().size(); owner++) {
      OwnerSlot slot = settings.owners().get(owner);
      int wanted = vm.devicesOf(slot.name());
      if (wanted > 0 && usedMembers[at][owner] + wanted > kinds.of(at).members(slot)) {
        return false;
      }
    }
    return true;
  }

  /** The members that its devices get. */
  List<String> take(int at, VmSpec vm) {
    int[] last = usedMembers[at].clone();
    change(at, vm, 1);
    var members = new ArrayList<String>(vm.devices().size());
    for (String device : vm.devices()) {
      int number = ++last[settings.indexOf(device)];
      members.add(MemberName.of(topology.hostName(at), device, number));
    }
    return members;
  }

  private void change(int at, VmSpec vm, int sign) {
    usedBytes[at] += sign * vm.memory().bytes();
    usedProcessors[at] += sign * traitsOf(vm).processors();
    vm.devices().forEach(device -> usedMembers[at][settings.indexOf(device)] += sign);
    traitsOf(vm).apart().ifPresent(word -> setApart(word, at, sign > 0));
  }

  private void setApart(String word, int at, boolean isThere) {
    if (isThere) {
      hostsOf(word).add(at);
    } else {
      hostsOf(word).remove(at);
    }
  }
}
