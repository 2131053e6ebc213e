package io.godwit.model.hypervisor;

import io.godwit.model.device.CommandFrames;
import io.godwit.model.device.DeviceCommand;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.OwnerSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorState.Sent;
import io.godwit.model.hypervisor.HypervisorState.Underway;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import java.util.Optional;

/** Puts commands on owners' queues for a driver, and tells migrations what came of them. */
final class CommandSender {

  private static final SimDuration PATIENCE = SimDuration.ofSeconds(1);

  /** How often a driver looks while it waits for a suspend (facts/virtio.md H.1, pds). */
  private static final SimDuration LOOK_AGAIN_AFTER = SimDuration.ofMillis(1);

  private final HostSettings settings;

  CommandSender(HostSettings settings) {
    this.settings = settings;
  }

  private OwnerSettings owner(String member) {
    return settings.owner(MemberName.slot(member));
  }

  SimDuration doorbell(String member) {
    return owner(member).link().doorbell();
  }

  Protocol protocol(String member) {
    return owner(member).protocol();
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
    state.sent.put(number, new Sent(command, job.content(), mode, job.tries()));
    if (mode.isPresent() && protocol(job.member()).profile().isInBand()) {
      writeStatus(number, job, command, mode.get(), decision);
    } else {
      ringDoorbell(number, job, command, decision);
    }
    if (protocol(job.member()).is(Switch.ADMIN_TIMEOUT, "1s")) {
      toSelf(job.member(), PATIENCE, new DriverMessage.TimedOut(number), decision);
    }
  }

  private void ringDoorbell(
      long number, DeviceJob job, AdminCommand command, Decision.Builder decision) {
    String owner = MemberName.owner(job.member());
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
        new OwnerMessage.RingDoorbell(number, command.encode()));
  }

  /** Past the owner: the hypervisor writes the register of the member itself. */
  private void writeStatus(
      long number, DeviceJob job, AdminCommand command, Mode mode, Decision.Builder decision) {
    decision.record(
        new StatusWritten(
            number, job.member(), mode.word(), job.operation().word(), job.migration()));
    decision.send(
        EntityId.member(job.member()),
        doorbell(job.member()).plus(owner(job.member()).times().of(mode)),
        new MemberMessage.Execute(number, command.opcode(), command.data()));
  }

  /**
   * A register tells nobody that it has changed: the driver reads it at once and then again and
   * again, and sees what it shows at the first look after.
   */
  void look(
      SimTime now, Underway underway, DriverMessage.StatusShown shown, Decision.Builder decision) {
    PcieLink link = owner(underway.member()).link();
    SimDuration took = SimDuration.ofNanos(now.nanos() - underway.submittedNanos());
    long busy = took.minus(link.doorbell()).minus(Outgoing.SHORTEST).nanos();
    long looks = WideMath.multiplyDivideCeil(busy, 1, LOOK_AGAIN_AFTER.nanos());
    SimDuration seen =
        SimDuration.ofNanos(looks * LOOK_AGAIN_AFTER.nanos()).plus(link.readRoundTrip());
    toSelf(
        underway.member(),
        seen.minus(took),
        new DriverMessage.StatusRead(shown.command(), shown.asWritten()),
        decision);
  }

  void toSelf(String member, SimDuration after, DriverMessage message, Decision.Builder decision) {
    decision.send(EntityId.hypervisor(MemberName.host(member)), after, message);
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
