package io.godwit.model.member;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;

/**
 * One message that a member serves: what it is, how it stands, and what follows.
 *
 * @param goesOn whether it is a command that has waited already
 */
record MemberTask(
    EntityId id, MemberSettings settings, UnitOfWork<MemberState> unit, boolean goesOn) {

  MemberState state() {
    return unit.state();
  }

  SimTime now() {
    return unit.now();
  }

  Protocol protocol() {
    return settings.protocol();
  }

  CommandFrames frames() {
    return new CommandFrames(protocol());
  }

  void record(MemberEvent event) {
    unit.record(event);
  }

  /** To whoever asked: the owner, or in band the hypervisor itself, which sees a register. */
  void answer(MemberMessage.Execute command, SimDuration after, OwnerMessage.Executed answer) {
    SimDuration later = after.plus(Outgoing.SHORTEST);
    if (isInBand(command)) {
      unit.send(
          EntityId.hypervisor(MemberName.host(id.name())),
          later,
          new DriverMessage.StatusShown(command.ticket(), answer.status() == AdminStatus.OK));
    } else {
      unit.send(EntityId.owner(MemberName.owner(id.name())), later, answer);
    }
  }

  boolean isInBand(MemberMessage.Execute command) {
    return DeviceCommand.of(protocol(), command.opcode())
        .filter(asked -> asked.isInBand(protocol().profile()))
        .isPresent();
  }

  void toSelf(SimDuration after, MemberMessage message) {
    unit.send(id, after.plus(Outgoing.SHORTEST), message);
  }
}
