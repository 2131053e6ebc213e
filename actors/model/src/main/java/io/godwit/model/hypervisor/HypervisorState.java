package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.protocol.Mode;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a hypervisor knows of itself. It changes only as events say; see {@link Hypervisor}. */
final class HypervisorState {

  /**
   * A virtual machine on this host, or room kept for one; members as full names, in device order.
   */
  record Guest(ByteCount memory, List<String> members) {}

  /** A command whose result has not come yet, and on whose behalf it was sent. */
  record Underway(
      String owner,
      String member,
      String opcode,
      DeviceOperation operation,
      String migration,
      long submittedNanos) {

    /** In place of an opcode: a write of the member's status register, in band. */
    static final String STATUS_REGISTER = "device-status";

    boolean isInBand() {
      return opcode.equals(STATUS_REGISTER);
    }
  }

  boolean started;
  ByteCount used = ByteCount.ZERO;
  long lastCommand;
  final Map<String, Guest> residents = new LinkedHashMap<>();

  /** Room kept, by the migration that will fill it. */
  final Map<String, Reservation> reservations = new TreeMap<>();

  final Map<Long, Underway> underway = new TreeMap<>();

  /** The driver's notes on those commands: what was sent, to what end, and how often. */
  final Map<Long, Sent> sent = new TreeMap<>();

  /** Commands that the device put off, until they are sent again. */
  final Map<Long, Underway> putOff = new TreeMap<>();

  /** The mode that the driver has brought a member into; without one, the first. */
  final Map<String, Mode> modes = new TreeMap<>();

  /** Resource objects that the driver holds, by member: those directions. */
  final Map<String, TreeSet<Integer>> objects = new TreeMap<>();

  /** A command as it was sent; {@code content} is what the whole operation is to write. */
  record Sent(AdminCommand command, Bytes content, Optional<Mode> mode, int tries) {}

  /** By owner's name on this host: the numbers of its members that no guest has. */
  final Map<String, NavigableSet<Integer>> freeMembers = new TreeMap<>();

  record Reservation(String vm, Guest guest) {}

  void occupy(Guest guest) {
    used = used.plus(guest.memory());
    guest.members().forEach(member -> freeMembersOf(member).remove(MemberName.number(member)));
  }

  void vacate(Guest guest) {
    used = used.minus(guest.memory());
    guest.members().forEach(member -> freeMembersOf(member).add(MemberName.number(member)));
  }

  private NavigableSet<Integer> freeMembersOf(String member) {
    return freeMembers.get(MemberName.slot(member));
  }

  /** The lowest free members for these devices; empty when an owner has too few. */
  Optional<List<String>> pickMembers(String host, List<String> devices) {
    var picked = new ArrayList<String>(devices.size());
    var taken = new TreeMap<String, Integer>();
    for (String device : devices) {
      Integer after = taken.getOrDefault(device, 0);
      Integer number = freeMembers.get(device).higher(after);
      if (number == null) {
        return Optional.empty();
      }
      taken.put(device, number);
      picked.add(MemberName.of(host, device, number));
    }
    return Optional.of(picked);
  }
}
