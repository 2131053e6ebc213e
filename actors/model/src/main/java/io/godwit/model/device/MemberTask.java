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

  /** To whoever asked: the owner, or in band the hypervisor itself. */
  void answer(DeviceMessage.Execute command, SimDuration after, DeviceMessage.Executed answer) {
    EntityId asker =
        isInBand(command)
            ? EntityId.hypervisor(MemberName.host(id.name()))
            : EntityId.owner(MemberName.owner(id.name()));
    decision.send(asker, after.plus(Outgoing.SHORTEST), answer);
  }

  boolean isInBand(DeviceMessage.Execute command) {
    return DeviceCommand.of(protocol(), command.opcode())
        .filter(asked -> asked.isInBand(protocol().profile()))
        .isPresent();
  }

  void toSelf(SimDuration after, DeviceMessage message) {
    decision.send(id, after.plus(Outgoing.SHORTEST), message);
  }
}
