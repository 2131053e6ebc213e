package io.godwit.model.migration;

import io.godwit.model.device.Access.Strike;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a scenario does to guests that move.
 *
 * @param fault its number among all faults of the scenario, from 0
 * @param kind as scenarios have it
 * @param vms which guests; empty for all
 * @param when empty for a fault whose time the fleet knows
 * @param blow what
 */
public record PhaseFault(
    int fault, String kind, Optional<SortedSet<String>> vms, Optional<Moment> when, Blow blow) {

  /** Whether it can strike the guest of this attempt. */
  boolean concerns(AttemptState which) {
    return vms.isEmpty() || vms.get().contains(which.vm().name());
  }

  /**
   * Whether it is at one device of one guest, once and for certain, and its record says no more.
   */
  boolean isPlain() {
    return blow instanceof Blow.OnDevice
        && vms.filter(names -> names.size() == 1).isPresent()
        && when.filter(Moment::isPlain).isPresent();
  }

  /** Whether it waits for this. */
  boolean waitsFor(Phase phase, Moment.Edge edge, AttemptState which) {
    return when.filter(moment -> moment.isOf(phase, edge)).isPresent() && concerns(which);
  }

  /** The blow at a device as a message to it, if the guest has so many. */
  static Optional<Outgoing> aimed(Blow.OnDevice blow, AttemptState which) {
    List<String> members =
        blow.atDestination() ? which.destinationMembers() : which.sourceMembers();
    return blow.device() < members.size()
        ? Optional.of(aimedAt(members.get(blow.device()), blow.strike()))
        : Optional.empty();
  }

  private static Outgoing aimedAt(String member, Strike strike) {
    if (strike instanceof Strike.Legacy) {
      return new Outgoing(
          EntityId.hypervisor(MemberName.host(member)),
          Outgoing.SHORTEST,
          new OperateDevice(member, DeviceOperation.LEGACY_WRITE, Bytes.EMPTY));
    }
    return strike instanceof Strike.DisturbOwner owner
        ? new Outgoing(
            EntityId.owner(MemberName.owner(member)),
            Outgoing.SHORTEST,
            new OwnerMessage.DisturbOwner(owner.disturbance(), owner.lasts()))
        : new Outgoing(
            EntityId.member(member), Outgoing.SHORTEST, new MemberMessage.Struck(strike));
  }
}
