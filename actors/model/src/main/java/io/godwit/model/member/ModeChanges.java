package io.godwit.model.member;

import io.godwit.model.context.HeldContext;
import io.godwit.model.context.Queues;
import io.godwit.model.context.Registers;
import io.godwit.model.context.RingPositions;
import io.godwit.model.device.Access;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.InFlightSettled;
import io.godwit.model.event.MemberEvent.ModeChangePutOff;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RingsSeen;
import io.godwit.model.member.Commands.Done;
import io.godwit.model.option.ConfigGeneration;
import io.godwit.model.option.ControlCommandFate;
import io.godwit.model.option.FreezeFlush;
import io.godwit.model.option.KickAllQueues;
import io.godwit.model.option.ModeBusy;
import io.godwit.model.option.Option;
import io.godwit.model.option.Presetup;
import io.godwit.model.option.ResumeRecheck;
import io.godwit.model.option.StopInflight;
import io.godwit.model.option.UnknownModeFlags;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DeviceCommand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings a member from one mode into another. */
final class ModeChanges {

  private final MemberTask task;
  private final Commands commands;

  ModeChanges(MemberTask task, Commands commands) {
    this.task = task;
    this.commands = commands;
  }

  Done set(MemberMessage.Execute command) {
    MemberState state = task.state();
    int code = command.data().size() == 0 ? 0 : Byte.toUnsignedInt(command.data().at(0));
    Optional<Mode> asked = asked(code);
    if (asked.isEmpty()) {
      return commands.refuse(
          command, AdminQualifier.INVALID_FIELD, "mode " + code + " is reserved");
    }
    Mode next = asked.get();
    if (!task.protocol().modes().permits(state.mode(), next)) {
      return commands.refuse(
          command,
          AdminQualifier.INVALID_FIELD,
          "no way from " + state.mode().word() + " to " + next.word());
    }
    if (next.equals(state.mode())) {
      new GuestDriver(task).look();
      return Done.atOnce(Bytes.EMPTY);
    }
    boolean stops = state.works() && next.stage() != Stage.WORKING;
    boolean putsOff = task.protocol().is(ModeBusy.EAGAIN) && !task.isInBand(command);
    if (stops && isBusy() && putsOff && state.putsOff(task.now())) {
      task.record(new ModeChangePutOff(state.mode().word(), next.word()));
      var later = new AdminResult(AdminStatus.EAGAIN, AdminQualifier.TRY_AGAIN, Bytes.EMPTY);
      return new Done(later, SimDuration.ZERO, ByteCount.ZERO);
    }
    return change(next, stops);
  }

  /** Whether a device that is to freeze lets writes land first that are on their way to it. */
  boolean waitsForWrites(MemberMessage.Execute command) {
    boolean sets =
        DeviceCommand.of(task.protocol(), command.opcode())
            .filter(known -> known == DeviceCommand.MODE_SET)
            .isPresent();
    return sets
        && !task.goesOn()
        && command.data().size() > 0
        && task.protocol().is(FreezeFlush.DEVICE_WAITS)
        && asked(Byte.toUnsignedInt(command.data().at(0)))
            .filter(mode -> mode.stage() == Stage.FROZEN)
            .isPresent();
  }

  private Optional<Mode> asked(int code) {
    Optional<Mode> exact = task.protocol().modes().ofCode(code);
    return exact.isEmpty() && task.protocol().is(UnknownModeFlags.IGNORE)
        ? task.protocol().modes().ofCode(code & 1)
        : exact;
  }

  private boolean isBusy() {
    return task.state().hasTraffic() && task.settings().inFlight() > 0;
  }

  private Done change(Mode next, boolean stops) {
    MemberState state = task.state();
    SimDuration drain = stops ? drain() : SimDuration.ZERO;
    SimDuration setUp = SimDuration.ZERO;
    boolean wasSealed = state.isSealed();
    List<ContextField> deferred = state.held().deferred();
    task.record(new ModeChanged(state.mode().word(), next.word(), drain));
    if (stops) {
      finishControlCommand();
      seeWhatIsLeft(next);
    }
    if (next.stage() == Stage.WORKING) {
      setUp = resume(wasSealed, deferred);
      new GuestDriver(task).look();
      task.state().ongoing().putOff().forEach(new Disturbances(task)::begin);
    } else if (seals(next) && state.held().isAssigned() && !wasSealed) {
      task.record(new ContextSealed(ContextCodec.encode(state.fields())));
    }
    return new Done(AdminResult.success(Bytes.EMPTY), drain.plus(setUp), ByteCount.ZERO);
  }

  /** Nothing may change a context in the mode in which it is read for the last time. */
  private boolean seals(Mode mode) {
    return mode.equals(task.protocol().modes().in(Stage.FROZEN));
  }

  /** How long a device needs that stops; what it does not finish is on record. */
  private SimDuration drain() {
    if (!isBusy()) {
      return SimDuration.ZERO;
    }
    StopInflight choice = task.protocol().choice(StopInflight.class);
    if (choice == StopInflight.DRAIN) {
      return task.settings().requestTime();
    }
    if (!task.settings().carriesInFlight()) {
      String fate = task.settings().returnsEmpty() ? "zero-length" : "lost";
      task.record(
          new InFlightSettled(
              task.settings().inFlight(), fate, Option.STOP_INFLIGHT.key(), choice.word()));
    }
    return SimDuration.ZERO;
  }

  /** A control command that is half done when the device stops. */
  private void finishControlCommand() {
    MemberState state = task.state();
    if (state.held().control().second().isEmpty()) {
      return;
    }
    boolean done = state.held().control().isDone(task.now());
    ControlCommandFate choice =
        done ? ControlCommandFate.COMPLETE : task.protocol().choice(ControlCommandFate.class);
    List<ContextField> rest = List.of(state.held().control().second().get());
    boolean left = choice == ControlCommandFate.LEAVE_UNOBSERVED;
    Effect effect =
        switch (choice) {
          case COMPLETE -> Effect.APPLIED;
          case LOSE -> Effect.LOST;
          case LEAVE_UNOBSERVED -> Effect.RECORDED;
        };
    task.record(
        new AccessServed(
            "guest",
            Access.CONTROL_COMMAND.word(),
            state.mode().word(),
            effect.word(),
            Option.CONTROL_COMMAND.key(),
            choice.word(),
            ContextCodec.encode(rest),
            ContextCodec.encode(choice == ControlCommandFate.COMPLETE ? rest : List.of()),
            ContextCodec.encode(left ? rest : List.of())));
  }

  /** Requests of which no context tells are on record. */
  private void seeWhatIsLeft(Mode next) {
    Queues queues = task.state().held().queues();
    boolean busy = queues.positions().stream().anyMatch(ring -> !ring.isIdle());
    boolean empty = queues.positions().stream().anyMatch(ring -> ring.empty() > 0);
    if (queues.anyWaits() || empty || (busy && !task.settings().carriesInFlight())) {
      task.record(new RingsSeen(next.word(), RingPositions.encode(queues.positions())));
    }
  }

  /**
   * Takes into use what was written, and looks after what came meanwhile.
   *
   * @param wasSealed whether it comes from a mode that moves it
   * @param deferred what its guest wrote meanwhile
   */
  private SimDuration resume(boolean wasSealed, List<ContextField> deferred) {
    MemberState state = task.state();
    boolean returns = wasSealed && state.held().isAssigned();
    List<ContextField> works = state.fields();
    SimDuration setUp = SimDuration.ZERO;
    if (state.written().count() > 0) {
      boolean wasAssigned = state.held().isAssigned();
      works = HeldContext.merged(works, state.written().fields());
      if (wasAssigned) {
        works = HeldContext.merged(works, cameSince(state.fields(), deferred));
      }
      if (task.protocol().is(ConfigGeneration.RESTARTED)) {
        works = Registers.withoutGeneration(works);
      }
      task.record(new ContextApplied(ContextCodec.encode(works)));
      if (!wasAssigned && task.protocol().is(Presetup.OFF)) {
        setUp = task.settings().setUpAll();
      }
    }
    boolean notice = PendingNotice.isIn(works);
    boolean noted = DoorbellNotes.areIn(works);
    if (returns || notice || noted || tellsHowItLooks(deferred)) {
      resumed(HeldContext.merged(works, deferred), notice);
    }
    new RingLooks(task).onResume(works);
    return setUp;
  }

  /** What is written back was read before this came: what its guest wrote, what it has to tell. */
  private List<ContextField> cameSince(List<ContextField> fields, List<ContextField> deferred) {
    if (!PendingNotice.isIn(fields)) {
      return deferred;
    }
    Set<ContextField.Key> pending =
        Stream.concat(
                Registers.configuration(fields, task.settings().type().type().ownField()).stream(),
                Registers.generation(fields).stream())
            .map(ContextField::key)
            .collect(Collectors.toCollection(TreeSet::new));
    return HeldContext.merged(
        fields.stream().filter(field -> pending.contains(field.key())).toList(), deferred);
  }

  /** Whether it matters for the record how a device finds what it was asked while it stood. */
  private boolean tellsHowItLooks(List<ContextField> deferred) {
    return !deferred.isEmpty()
        || task.protocol().is(ResumeRecheck.NO)
        || (task.protocol().is(KickAllQueues.YES)
            && task.protocol().profile() != Profiles.PRECURSOR);
  }

  private void resumed(List<ContextField> content, boolean notice) {
    boolean kicked = task.protocol().is(KickAllQueues.YES);
    boolean looks = task.protocol().is(ResumeRecheck.YES);
    String queues = kicked ? "kicked" : looks ? "rechecked" : "unaware";
    Option by = kicked ? Option.KICK_ALL_QUEUES : Option.RESUME_RECHECK;
    task.record(
        new DeviceResumed(
            queues,
            notice ? 1 : 0,
            by.key(),
            task.protocol().word(by),
            ContextCodec.encode(content)));
    if (notice) {
      new Signals(task).configurationChanged();
    }
  }
}
