package io.godwit.model.device;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/** One message that a member serves: what it is, how it stands, and what follows. */
record MemberTask(
    EntityId id,
    MemberSettings settings,
    MemberState state,
    SimTime now,
    Decision.Builder decision) {

  Protocol protocol() {
    return settings.protocol();
  }

  CommandFrames frames() {
    return new CommandFrames(protocol());
  }

  void toOwner(SimDuration after, DeviceMessage.Executed answer) {
    decision.send(
        EntityId.owner(MemberName.owner(id.name())), after.plus(Outgoing.SHORTEST), answer);
  }

  void toSelf(SimDuration after, DeviceMessage message) {
    decision.send(id, after.plus(Outgoing.SHORTEST), message);
  }
}
