package io.godwit.model.hypervisor;

import io.godwit.model.device.CommandFrames;
import io.godwit.model.device.DeviceCommand;
import io.godwit.model.device.DeviceMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Message;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.hypervisor.HypervisorMessage.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorMessage.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorState.Sent;
import io.godwit.model.hypervisor.HypervisorState.Underway;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import java.util.Optional;

/** Puts commands on owners' queues for a driver, and tells migrations what came of them. */
final class CommandSender {

  private static final SimDuration PATIENCE = SimDuration.ofSeconds(1);

  private final HostSettings settings;

  CommandSender(HostSettings settings) {
    this.settings = settings;
  }

  SimDuration doorbell(String member) {
    return settings.owner(MemberName.slot(member)).link().doorbell();
  }

  Protocol protocol(String member) {
    return settings.owner(MemberName.slot(member)).protocol();
  }

  CommandFrames frames(String member) {
    return new CommandFrames(protocol(member));
  }

  void submit(
      HypervisorState state, DeviceJob job, AdminCommand command, Decision.Builder decision) {
    submit(state, job, command, Optional.empty(), decision);
  }

  void submit(
      HypervisorState state,
      DeviceJob job,
      AdminCommand command,
      Optional<Mode> mode,
      Decision.Builder decision) {
    long number = ++state.lastCommand;
    String owner = MemberName.owner(job.member());
    state.sent.put(number, new Sent(command, job.content(), mode, job.tries()));
    decision.record(
        new CommandSubmitted(
            number,
            owner,
            job.member(),
            DeviceCommand.wordOf(protocol(job.member()), command.opcode()),
            job.operation().word(),
            job.migration()));
    decision.send(
        EntityId.owner(owner),
        doorbell(job.member()),
        new DeviceMessage.RingDoorbell(number, command.encode()));
    if (protocol(job.member()).is(Switch.ADMIN_TIMEOUT, "1s")) {
      decision.send(EntityId.hypervisor(host(owner)), PATIENCE, new DeviceMessage.TimedOut(number));
    }
  }

  /** Sends a command once more. */
  void submitAgain(HypervisorState state, Underway underway, Sent sent, Decision.Builder decision) {
    submit(
        state,
        DeviceJob.of(underway, sent, sent.tries() + 1),
        sent.command(),
        sent.mode(),
        decision);
  }

  static String host(String owner) {
    return owner.substring(0, owner.lastIndexOf('/'));
  }

  void done(DeviceJob job, Bytes content, Decision.Builder decision) {
    ByteCount size = content.size() == 0 ? ByteCount.ZERO : frames(job.member()).weight(content);
    answer(
        job.migration(),
        new DeviceOperated(job.member(), job.operation(), content, size),
        decision);
  }

  void refused(Underway underway, AdminResult result, Decision.Builder decision) {
    answer(
        underway.migration(),
        new DeviceRefused(
            underway.member(), underway.operation(), result.status(), result.qualifier()),
        decision);
  }

  private void answer(String migration, Message message, Decision.Builder decision) {
    decision.send(EntityId.migration(migration), settings.localCall(), message);
  }
}
