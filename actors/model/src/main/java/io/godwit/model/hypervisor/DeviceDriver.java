package io.godwit.model.hypervisor;

import io.godwit.model.device.DeviceMessage;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Message;
import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.hypervisor.HypervisorMessage.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorMessage.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.hypervisor.HypervisorState.Underway;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.DeviceMode;
import io.godwit.model.virtio.SeedCommands;
import io.godwit.model.virtio.SeedOpcode;

/**
 * The owner's driver in a hypervisor: one device operation becomes one or two admin commands, each
 * a frame on the queue and a doorbell; the interrupt brings the result.
 */
final class DeviceDriver {

  /**
   * How long the driver waits before it tries a full queue again; the wait for a free descriptor in
   * the shipping precursor (facts/virtio.md H.1, "1 ms when waiting for a free descriptor").
   */
  private static final SimDuration FULL_QUEUE_WAIT = SimDuration.ofMillis(1);

  private final HostSettings settings;

  DeviceDriver(HostSettings settings) {
    this.settings = settings;
  }

  SimDuration doorbell(String member) {
    return settings.owner(MemberName.slot(member)).link().doorbell();
  }

  void begin(
      HypervisorState state, EntityId from, OperateDevice operate, Decision.Builder decision) {
    AdminCommand first =
        switch (operate.operation()) {
          case READ_CONTEXT -> SeedCommands.contextSize(number(operate), true);
          case WRITE_CONTEXT -> SeedCommands.writeContext(number(operate), operate.content());
          case DISCARD_CONTEXT -> SeedCommands.discardContext(number(operate));
          case STOP -> SeedCommands.setMode(number(operate), DeviceMode.STOP);
          case FREEZE -> SeedCommands.setMode(number(operate), DeviceMode.FREEZE);
          case ACTIVATE -> SeedCommands.setMode(number(operate), DeviceMode.ACTIVE);
        };
    submit(state, operate.member(), operate.operation(), from.name(), first, decision);
  }

  private static int number(OperateDevice operate) {
    return MemberName.number(operate.member());
  }

  private void submit(
      HypervisorState state,
      String member,
      DeviceOperation operation,
      String migration,
      AdminCommand command,
      Decision.Builder decision) {
    long number = state.lastCommand + 1;
    String owner = MemberName.owner(member);
    decision.record(
        new CommandSubmitted(number, owner, member, opcode(command), operation.word(), migration));
    decision.send(
        EntityId.owner(owner),
        doorbell(member),
        new DeviceMessage.RingDoorbell(number, command.encode()));
  }

  private static String opcode(AdminCommand command) {
    return SeedOpcode.wordOf(command.opcode());
  }

  void serve(
      HypervisorState state,
      SimTime now,
      EntityId from,
      DeviceMessage answer,
      Decision.Builder decision) {
    if (answer instanceof DeviceMessage.Interrupt interrupt) {
      completed(state, now, interrupt, decision);
    } else if (answer instanceof DeviceMessage.QueueFull full) {
      decision.send(
          from, FULL_QUEUE_WAIT, new DeviceMessage.RingDoorbell(full.command(), full.frame()));
    } else if (!(answer instanceof DeviceMessage.FunctionReset)) {
      throw new IllegalArgumentException("a driver has no use for " + answer);
    }
  }

  private void completed(
      HypervisorState state,
      SimTime now,
      DeviceMessage.Interrupt interrupt,
      Decision.Builder decision) {
    Underway underway = state.underway.get(interrupt.command());
    AdminResult result = AdminResult.decode(interrupt.result());
    decision.record(
        new CommandCompleted(
            interrupt.command(),
            underway.owner(),
            underway.opcode(),
            result.status(),
            result.qualifier(),
            SimDuration.ofNanos(now.nanos() - underway.submittedNanos())));
    if (!result.ok()) {
      answer(
          underway,
          new DeviceRefused(
              underway.member(), underway.operation(), result.status(), result.qualifier()),
          decision);
    } else if (underway.opcode().equals(SeedOpcode.DEV_CTX_SIZE_GET.word())) {
      submit(
          state,
          underway.member(),
          underway.operation(),
          underway.migration(),
          SeedCommands.readContext(MemberName.number(underway.member())),
          decision);
    } else {
      Bytes content =
          underway.operation() == DeviceOperation.READ_CONTEXT
              ? SeedCommands.contextOf(result)
              : Bytes.EMPTY;
      answer(
          underway, new DeviceOperated(underway.member(), underway.operation(), content), decision);
    }
  }

  private void answer(Underway underway, Message message, Decision.Builder decision) {
    decision.send(EntityId.migration(underway.migration()), settings.localCall(), message);
  }

  void evolve(HypervisorState state, SimTime at, Event event) {
    if (event instanceof CommandSubmitted submitted) {
      state.lastCommand = submitted.command();
      state.underway.put(
          submitted.command(),
          new Underway(
              submitted.owner(),
              submitted.member(),
              submitted.opcode(),
              DeviceOperation.of(submitted.operation()),
              submitted.migration(),
              at.nanos()));
    } else if (event instanceof CommandCompleted completed) {
      state.underway.remove(completed.command());
    }
  }
}
