package io.godwit.model.migration;

import io.godwit.model.device.Access.Strike;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/**
 * What a scenario does to a device of a guest that moves.
 *
 * @param fault its number among all faults of the scenario, from 0
 * @param vm whose device
 * @param device its number in the guest's list, from 0
 * @param atDestination whether it is the device that takes over, or the one that is left
 * @param phase of the attempt, with which the time begins
 * @param after that, the strike comes
 * @param attempt in which, from 1
 * @param strike what
 */
public record DeviceStrike(
    int fault,
    String vm,
    int device,
    boolean atDestination,
    Phase phase,
    SimDuration after,
    int attempt,
    Strike strike) {

  /** Whether it belongs to this attempt at this guest. */
  boolean strikes(AttemptState which) {
    return vm.equals(which.vm().name()) && attempt == which.number();
  }

  /** Sent to the device, if the guest has so many. */
  Optional<Outgoing> aimed(AttemptState which) {
    List<String> members = atDestination ? which.destinationMembers() : which.sourceMembers();
    return device < members.size() ? Optional.of(aimedAt(members.get(device))) : Optional.empty();
  }

  private Outgoing aimedAt(String member) {
    return strike instanceof Strike.DisturbOwner owner
        ? new Outgoing(
            EntityId.owner(MemberName.owner(member)),
            Outgoing.SHORTEST,
            new OwnerMessage.DisturbOwner(owner.disturbance(), owner.lasts()))
        : new Outgoing(
            EntityId.member(member), Outgoing.SHORTEST, new MemberMessage.Struck(strike));
  }
}
