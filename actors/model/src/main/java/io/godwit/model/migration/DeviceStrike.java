package io.godwit.model.migration;

import io.godwit.model.device.Access.Strike;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * What a scenario does to a device of a guest that moves.
 *
 * @param vm whose device
 * @param device its number in the guest's list, from 0
 * @param atDestination whether it is the device that takes over, or the one that is left
 * @param phase of the attempt, with which the time begins
 * @param after that, the strike comes
 * @param attempt in which, from 1
 * @param strike what
 */
public record DeviceStrike(
    String vm,
    int device,
    boolean atDestination,
    Phase phase,
    SimDuration after,
    int attempt,
    Strike strike) {

  /** Has it befall the device, if the guest has so many. */
  void send(List<String> members, Decision.Builder decision) {
    if (device >= members.size()) {
      return;
    }
    String member = members.get(device);
    SimDuration later = after.plus(Outgoing.SHORTEST);
    if (strike instanceof Strike.DisturbOwner owner) {
      decision.send(
          EntityId.owner(MemberName.owner(member)),
          later,
          new OwnerMessage.DisturbOwner(owner.disturbance(), owner.lasts()));
    } else {
      decision.send(EntityId.member(member), later, new MemberMessage.Struck(strike));
    }
  }
}
