package io.godwit.model.member;

import io.godwit.model.context.Digest;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.FaultArmed;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.MemberEvent.ResultLost;
import io.godwit.model.option.Presetup;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DeviceCommand;
import io.godwit.model.virtio.FieldWriter;
import java.util.List;
import java.util.Optional;

/** Carries out what the owner asks of a member. */
final class Commands {

  /**
   * Writes that were posted to a device land within this: three times the 0.5 us of facts/virtio.md
   * H.2, and some more.
   */
  private static final SimDuration POSTED_WRITES = SimDuration.ofMicros(2);

  private final MemberTask task;

  Commands(MemberTask task) {
    this.task = task;
  }

  /** A command's answer, how long the device was busy with it, and what it stands for beside. */
  record Done(AdminResult answer, SimDuration busy, ByteCount unseen) {
    static Done atOnce(Bytes result) {
      return new Done(AdminResult.success(result), SimDuration.ZERO, ByteCount.ZERO);
    }
  }

  /** Carries a command out on the context as it is {@code seen}. */
  void carryOut(MemberMessage.Execute command, List<ContextField> seen) {
    if (new ModeChanges(task, this).waitsForWrites(command)) {
      task.toSelf(
          POSTED_WRITES,
          new MemberMessage.Resume(command.ticket(), command.opcode(), command.data()));
      return;
    }
    Optional<FaultArmed> error = task.state().faults().error();
    if (error.isPresent()) {
      fail(command, error.get());
      return;
    }
    Done done = done(command, seen);
    if (done.answer().ok() && isReadTwice(command)) {
      strike(ArmedFault.REPEATED_READ);
      done = done(command, task.state().context(task.now()));
    }
    boolean lost =
        task.state().faults().has(ArmedFault.LOST_RESPONSE)
            && done.answer().ok()
            && !task.isInBand(command);
    if (lost) {
      strike(ArmedFault.LOST_RESPONSE);
      task.record(new ResultLost(word(command)));
    }
    task.answer(
        command,
        done.busy(),
        new OwnerMessage.Executed(
            command.ticket(),
            done.answer().status(),
            done.answer().qualifier(),
            done.answer().result(),
            done.unseen(),
            lost));
  }

  private boolean isReadTwice(MemberMessage.Execute command) {
    return task.state().faults().has(ArmedFault.REPEATED_READ)
        && DeviceCommand.of(task.protocol(), command.opcode())
            .equals(Optional.of(DeviceCommand.CONTEXT_READ));
  }

  /** As a scenario has it. */
  private void fail(MemberMessage.Execute command, FaultArmed error) {
    strike(ArmedFault.COMMAND_ERROR);
    refuseAtOnce(command, error.status(), error.qualifier(), "struck by the scenario");
    if (task.isInBand(command)) {
      new Accesses(task).needsReset();
    }
  }

  private void strike(ArmedFault fault) {
    task.record(new FaultStruck(fault.word()));
  }

  /** Without looking at what the command asks. */
  void refuseAtOnce(MemberMessage.Execute command, int status, int qualifier, String reason) {
    task.record(new CommandRefused(word(command), status, qualifier, reason));
    task.answer(
        command,
        SimDuration.ZERO,
        new OwnerMessage.Executed(
            command.ticket(), status, qualifier, Bytes.EMPTY, ByteCount.ZERO, false));
  }

  private String word(MemberMessage.Execute command) {
    return DeviceCommand.wordOf(task.protocol(), command.opcode());
  }

  private Done done(MemberMessage.Execute command, List<ContextField> seen) {
    Optional<DeviceCommand> known =
        DeviceCommand.of(task.protocol(), command.opcode()).filter(each -> !each.ownersOwn());
    if (known.isEmpty()) {
      return refuse(command, AdminQualifier.INVALID_OPCODE, "no such command for a member");
    }
    return switch (known.get()) {
      case MODE_GET -> Done.atOnce(new FieldWriter(1).u8(task.state().mode().code()).bytes());
      case MODE_SET -> new ModeChanges(task, this).set(command);
      case SIZE_GET -> reads(measured(command, seen)).metadata(command);
      case CONTEXT_READ -> reads(seen).read(command);
      case CONTEXT_WRITE -> write(command);
      case FIELDS_QUERY -> reads(seen).fieldTable();
      case DISCARD -> discard();
      default -> new LegacyCommands(task, this, seen).serve(known.get(), command);
    };
  }

  /** The context whose size is asked for: of a device that works, perhaps as it will be. */
  private List<ContextField> measured(MemberMessage.Execute command, List<ContextField> seen) {
    return task.state().ongoing().isEmpty() && task.frames().asksForFrozenSize(command.data())
        ? task.state().contextIfStopped(task.now())
        : seen;
  }

  private ContextReads reads(List<ContextField> seen) {
    return new ContextReads(task, this, seen);
  }

  private Done write(MemberMessage.Execute command) {
    MemberState state = task.state();
    if (state.works()) {
      return refuse(
          command,
          AdminQualifier.INVALID_COMMAND,
          "a context cannot be written to an active device: stop or freeze it first");
    }
    if (task.frames().offset(command.data()) != 0) {
      return refuse(
          command, AdminQualifier.INVALID_FIELD, "a restore is of a whole stream, from offset 0");
    }
    var context = new ArrivingContext(task, task.frames().written(command.data()));
    Optional<String> wrong = context.wrong();
    if (wrong.isPresent()) {
      return refuse(command, AdminQualifier.INVALID_FIELD, wrong.get());
    }
    List<ContextField> arrived = context.fields();
    if (state.faults().has(ArmedFault.CORRUPT_CONTEXT) && !arrived.isEmpty()) {
      strike(ArmedFault.CORRUPT_CONTEXT);
      arrived = Corruption.of(arrived);
    }
    if (Digest.isIn(task.protocol()) && !arrived.isEmpty()) {
      if (!Digest.isRight(arrived)) {
        return refuse(command, AdminQualifier.INVALID_FIELD, "the context's digest is wrong");
      }
      arrived = Digest.without(arrived);
    }
    boolean setUp =
        task.protocol().is(Presetup.ON)
            && !state.written().hasQueuesSetUp()
            && !state.held().isAssigned();
    task.record(
        new ContextWritten(state.mode().word(), arrived.size(), ContextCodec.encode(arrived)));
    return new Done(
        AdminResult.success(Bytes.EMPTY),
        setUp ? task.settings().setUpAll() : SimDuration.ZERO,
        ByteCount.ZERO);
  }

  private Done discard() {
    task.record(
        new ContextDiscarded(task.state().reads().count() + task.state().written().count()));
    return Done.atOnce(Bytes.EMPTY);
  }

  Done refuse(MemberMessage.Execute command, int qualifier, String reason) {
    task.record(new CommandRefused(word(command), AdminStatus.EINVAL, qualifier, reason));
    return new Done(AdminResult.invalid(qualifier), SimDuration.ZERO, ByteCount.ZERO);
  }
}
