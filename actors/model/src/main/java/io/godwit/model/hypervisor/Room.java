package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.StatePart;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.VmCreated;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.unit.ByteCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who lives on a host, for whom room is kept, and what is left of its memory and its members. */
final class Room implements StatePart {

  /**
   * A virtual machine on this host, or room kept for one; members as full names, in device order.
   */
  record Guest(String vm, ByteCount memory, List<String> members) {}

  private ByteCount used = ByteCount.ZERO;
  private final Map<String, Guest> residents = new LinkedHashMap<>();

  /** Residents whose vCPUs stand. */
  private final Set<String> standing = new TreeSet<>();

  /** Members that were reset while their guest stood: its driver looks after them when it runs. */
  private final Set<String> waiting = new TreeSet<>();

  /** By the migration that will fill it. */
  private final Map<String, Guest> reservations = new TreeMap<>();

  /** By owner's name on this host: the numbers of its members that no guest has. */
  private final Map<String, NavigableSet<Integer>> freeMembers = new TreeMap<>();

  /** The room of a host where these live as the run begins, with their members. */
  Room(HostSettings settings, Map<VmSpec, List<String>> firstResidents) {
    for (var owner : settings.owners()) {
      var members = new TreeSet<Integer>();
      for (int number = 1; number <= owner.settings().members(); number++) {
        members.add(number);
      }
      freeMembers.put(owner.name(), members);
    }
    firstResidents.forEach(
        (vm, members) -> {
          var guest = new Guest(vm.name(), vm.memory(), members);
          residents.put(guest.vm(), guest);
          occupy(guest);
        });
  }

  /** Memory of residents, and of those that are expected. */
  ByteCount used() {
    return used;
  }

  List<String> residents() {
    return List.copyOf(residents.keySet());
  }

  Optional<Guest> resident(String vm) {
    return Optional.ofNullable(residents.get(vm));
  }

  /** Whether the guest that has this member runs here. */
  boolean runs(String member) {
    return residents.values().stream()
        .filter(guest -> guest.members().contains(member))
        .anyMatch(guest -> !standing.contains(guest.vm()));
  }

  /** All members of the guest that has this one, or will. */
  List<String> withPeers(String member) {
    return everybody().stream()
        .map(Guest::members)
        .filter(members -> members.contains(member))
        .findFirst()
        .orElse(List.of(member));
  }

  /** Those of this guest's members that wait for it to run. */
  List<String> waiting(String vm) {
    return resident(vm)
        .or(() -> reservations.values().stream().filter(each -> each.vm().equals(vm)).findFirst())
        .map(guest -> guest.members().stream().filter(waiting::contains).toList())
        .orElse(List.of());
  }

  void stop(String vm) {
    standing.add(vm);
  }

  void waits(String member) {
    waiting.add(member);
  }

  Optional<Guest> reservedBy(String migration) {
    return Optional.ofNullable(reservations.get(migration));
  }

  /** The lowest free members for these devices; empty when an owner has too few. */
  Optional<List<String>> pickMembers(String host, List<String> devices) {
    var picked = new ArrayList<String>(devices.size());
    var taken = new TreeMap<String, Integer>();
    for (String device : devices) {
      Integer after = taken.getOrDefault(device, 0);
      Integer number = freeMembersOfOwner(device).higher(after);
      if (number == null) {
        return Optional.empty();
      }
      taken.put(device, number);
      picked.add(MemberName.of(host, device, number));
    }
    return Optional.of(picked);
  }

  /** How many members of the owner called {@code owner} on this host no guest has. */
  int freeMembers(String owner) {
    return freeMembersOfOwner(owner).size();
  }

  /** None of an owner that this host does not have. */
  private NavigableSet<Integer> freeMembersOfOwner(String owner) {
    return freeMembers.getOrDefault(owner, Collections.emptyNavigableSet());
  }

  void reserve(ReservationMade made) {
    var guest = new Guest(made.vm(), made.memory(), made.members());
    reservations.put(made.migration(), guest);
    occupy(guest);
  }

  void begin(VmCreated created) {
    var guest = new Guest(created.vm(), created.memory(), created.members());
    residents.put(guest.vm(), guest);
    occupy(guest);
  }

  /** A guest that boots here has no driver yet for any of its devices. */
  void launch(String vm) {
    reservations.values().stream()
        .filter(guest -> guest.vm().equals(vm))
        .forEach(guest -> waiting.addAll(guest.members()));
  }

  void release(String migration) {
    vacate(reservations.remove(migration));
  }

  /** A guest that starts here becomes a resident, unless it is one that was only stopped. */
  void arrive(String vm) {
    waiting.removeAll(waiting(vm));
    standing.remove(vm);
    for (var entry : reservations.entrySet()) {
      if (entry.getValue().vm().equals(vm)) {
        residents.put(vm, entry.getValue());
        reservations.remove(entry.getKey());
        if (SeededBug.ROOM_COUNTED_TWICE.isSown()) {
          occupy(entry.getValue());
        }
        return;
      }
    }
  }

  /** Whoever is here, or expected, and their members. */
  List<Guest> everybody() {
    var all = new ArrayList<>(residents.values());
    all.addAll(reservations.values());
    return all;
  }

  /** The guest of this name, here or expected. */
  Optional<Guest> guest(String vm) {
    return everybody().stream().filter(guest -> guest.vm().equals(vm)).findFirst();
  }

  /** Whether a guest is here, and not only expected, and its vCPUs run. */
  boolean isRunning(String vm) {
    return residents.containsKey(vm) && !standing.contains(vm);
  }

  /** Whether {@code member} belongs to a guest that is only expected. */
  boolean isExpected(String member) {
    return reservations.values().stream().anyMatch(guest -> guest.members().contains(member));
  }

  /** Nobody is here any more by this name. */
  void kill(String vm) {
    guest(vm).ifPresent(this::vacate);
    residents.remove(vm);
    reservations.values().removeIf(guest -> guest.vm().equals(vm));
  }

  /** Whether {@code vm} is here, or expected. */
  boolean knows(String vm) {
    return residents.containsKey(vm)
        || reservations.values().stream().anyMatch(guest -> guest.vm().equals(vm));
  }

  /** Whether a guest has {@code member}, or will. */
  boolean isTaken(String member) {
    return !freeMembersOf(member).contains(MemberName.number(member));
  }

  /** Nobody is here, and nobody expected. */
  void clear() {
    everybody().forEach(this::vacate);
    residents.clear();
    reservations.clear();
  }

  void remove(String vm) {
    vacate(residents.remove(vm));
  }

  private void occupy(Guest guest) {
    used = used.plus(guest.memory());
    guest.members().forEach(member -> freeMembersOf(member).remove(MemberName.number(member)));
  }

  private void vacate(Guest guest) {
    standing.remove(guest.vm());
    waiting.removeAll(guest.members());
    used = used.minus(guest.memory());
    guest.members().forEach(member -> freeMembersOf(member).add(MemberName.number(member)));
  }

  private NavigableSet<Integer> freeMembersOf(String member) {
    return freeMembers.get(MemberName.slot(member));
  }
}
