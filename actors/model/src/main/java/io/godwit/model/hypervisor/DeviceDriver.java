package io.godwit.model.hypervisor;

import io.godwit.model.device.CommandFrames;
import io.godwit.model.device.DeviceCommand;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Decision;
import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.hypervisor.HypervisorState.Sent;
import io.godwit.model.hypervisor.HypervisorState.Underway;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The owner's driver in a hypervisor: one device operation becomes a few admin commands, each a
 * frame on the queue and a doorbell; the interrupt brings the result.
 */
final class DeviceDriver {

  /**
   * How long the driver waits before it tries a full queue again; the wait for a free descriptor in
   * the shipping precursor (facts/virtio.md H.1, "1 ms when waiting for a free descriptor").
   */
  private static final SimDuration FULL_QUEUE_WAIT = SimDuration.ofMillis(1);

  /** The precursor's steps and number of tries (facts/virtio.md H.1). */
  private static final SimDuration TRY_AGAIN_AFTER = SimDuration.ofMillis(100);

  private static final int MOST_TRIES = 120;

  private final CommandSender sender;

  DeviceDriver(HostSettings settings) {
    this.sender = new CommandSender(settings);
  }

  SimDuration doorbell(String member) {
    return sender.doorbell(member);
  }

  void begin(
      HypervisorState state, EntityId from, OperateDevice operate, Decision.Builder decision) {
    var job =
        new DeviceJob(operate.member(), operate.operation(), from.name(), operate.content(), 0);
    CommandFrames frames = sender.frames(job.member());
    switch (job.operation()) {
      case READ_CONTEXT -> withObject(state, job, CommandFrames.GET, decision);
      case WRITE_CONTEXT -> withObject(state, job, CommandFrames.SET, decision);
      case DISCARD_CONTEXT -> {
        if (frames.profile().hasObjects()) {
          sender.done(job, Bytes.EMPTY, decision);
        } else {
          sender.submit(state, job, frames.discard(job.number()), decision);
        }
      }
      default -> changeMode(state, job, decision);
    }
  }

  private void withObject(
      HypervisorState state, DeviceJob job, int direction, Decision.Builder decision) {
    CommandFrames frames = sender.frames(job.member());
    if (frames.profile().hasObjects() && !holds(state, job.member(), direction)) {
      sender.submit(state, job, frames.createObject(job.number(), direction), decision);
    } else if (direction == CommandFrames.GET) {
      sender.submit(state, job, frames.size(job.number()), decision);
    } else {
      sender.submit(state, job, frames.write(job.number(), job.content()), decision);
    }
  }

  private static boolean holds(HypervisorState state, String member, int direction) {
    TreeSet<Integer> held = state.objects.get(member);
    return held != null && held.contains(direction);
  }

  /** The next mode on the way to where the operation leads; done when it is there. */
  private void changeMode(HypervisorState state, DeviceJob job, Decision.Builder decision) {
    var modes = sender.protocol(job.member()).modes();
    Mode now = state.modes.getOrDefault(job.member(), modes.first());
    Mode target = job.operation().state().flatMap(there -> there.mode(modes)).orElseThrow();
    List<Mode> path = modes.path(now, target);
    if (path.isEmpty()) {
      if (target.equals(modes.first())) {
        state.modes.remove(job.member());
        release(state, job.member(), job.migration(), decision);
      }
      sender.done(job, Bytes.EMPTY, decision);
      return;
    }
    sender.submit(
        state,
        job,
        sender.frames(job.member()).setMode(job.number(), path.get(0)),
        Optional.of(path.get(0)),
        decision);
  }

  /** Destroys the objects of a member that needs them no more; nobody waits for it. */
  void release(HypervisorState state, String member, String migration, Decision.Builder decision) {
    TreeSet<Integer> held = state.objects.remove(member);
    if (held == null) {
      return;
    }
    var job = new DeviceJob(member, DeviceOperation.RELEASE_OBJECT, migration, Bytes.EMPTY, 0);
    held.forEach(
        direction ->
            sender.submit(
                state,
                job,
                sender.frames(member).destroyObject(job.number(), direction),
                decision));
  }

  void serve(
      HypervisorState state,
      SimTime now,
      EntityId from,
      DriverMessage answer,
      Decision.Builder decision) {
    if (answer instanceof DriverMessage.Interrupt interrupt) {
      if (state.underway.containsKey(interrupt.command())) { // else it came too late
        completed(
            state, now, interrupt.command(), AdminResult.decode(interrupt.result()), decision);
      }
    } else if (answer instanceof DriverMessage.StatusShown shown) {
      if (state.underway.containsKey(shown.command())) {
        sender.look(now, state.underway.get(shown.command()), shown, decision);
      }
    } else if (answer instanceof DriverMessage.StatusRead read) {
      if (state.underway.containsKey(read.command())) {
        completed(state, now, read.command(), inBand(read), decision);
      }
    } else if (answer instanceof DriverMessage.TimedOut late) {
      if (state.underway.containsKey(late.command())) {
        timedOut(state, now, late.command(), decision);
      }
    } else if (answer instanceof DriverMessage.TryAgain again) {
      Sent sent = state.sent.remove(again.command());
      sender.submitAgain(state, state.putOff.remove(again.command()), sent, decision);
    } else if (answer instanceof DriverMessage.QueueFull full) {
      decision.send(
          from, FULL_QUEUE_WAIT, new OwnerMessage.RingDoorbell(full.command(), full.frame()));
    } else if (answer instanceof DriverMessage.FunctionReset) {
      state.modes.remove(from.name());
    } else {
      throw new IllegalArgumentException("a driver has no use for " + answer);
    }
  }

  /** A register has no error codes: a device that failed says that it needs a reset. */
  private static AdminResult inBand(DriverMessage.StatusRead read) {
    return read.asWritten()
        ? AdminResult.success(Bytes.EMPTY)
        : new AdminResult(AdminStatus.EIO, AdminQualifier.OK, Bytes.EMPTY);
  }

  private void record(
      HypervisorState state,
      SimTime now,
      long command,
      AdminResult result,
      Decision.Builder decision) {
    Underway underway = state.underway.get(command);
    SimDuration latency = SimDuration.ofNanos(now.nanos() - underway.submittedNanos());
    if (underway.isInBand()) {
      String seen = result.status() == AdminStatus.ETIME ? "unchanged" : "needs-reset";
      Mode written = state.sent.get(command).mode().orElseThrow();
      decision.record(
          new StatusSeen(command, underway.member(), result.ok() ? written.word() : seen, latency));
      return;
    }
    decision.record(
        new CommandCompleted(
            command,
            underway.owner(),
            underway.opcode(),
            result.status(),
            result.qualifier(),
            latency));
  }

  private void completed(
      HypervisorState state,
      SimTime now,
      long command,
      AdminResult result,
      Decision.Builder decision) {
    record(state, now, command, result, decision);
    Underway underway = state.underway.get(command);
    Sent sent = state.sent.get(command);
    boolean again =
        result.status() == AdminStatus.EAGAIN
            && sent.tries() < MOST_TRIES
            && sender.protocol(underway.member()).is(Switch.RETRY_EAGAIN, "yes");
    if (again) {
      state.putOff.put(command, underway);
      sender.toSelf(
          underway.member(), TRY_AGAIN_AFTER, new DriverMessage.TryAgain(command), decision);
      return;
    }
    state.sent.remove(command);
    if (result.ok()) {
      goOn(state, DeviceJob.of(underway, sent, 0), sent, result, decision);
    } else if (underway.operation() != DeviceOperation.RELEASE_OBJECT) {
      if (result.status() == AdminStatus.ENXIO) {
        state.objects.remove(underway.member()); // the owner has been reset: none is there any more
      }
      sender.refused(underway, result, decision);
    }
  }

  /** What follows from a command that has succeeded. */
  private void goOn(
      HypervisorState state,
      DeviceJob job,
      Sent sent,
      AdminResult result,
      Decision.Builder decision) {
    CommandFrames frames = sender.frames(job.member());
    switch (DeviceCommand.of(frames.protocol(), sent.command().opcode()).orElseThrow()) {
      case MODE_SET -> {
        state.modes.put(job.member(), sent.mode().orElseThrow());
        changeMode(state, job, decision);
      }
      case OBJECT_CREATE -> {
        int direction =
            job.operation() == DeviceOperation.READ_CONTEXT ? CommandFrames.GET : CommandFrames.SET;
        state.objects.computeIfAbsent(job.member(), first -> new TreeSet<>()).add(direction);
        withObject(state, job, direction, decision);
      }
      case SIZE_GET -> sender.submit(state, job, frames.read(job.number()), decision);
      case CONTEXT_READ -> {
        Bytes content = job.content().plus(frames.content(result));
        if (frames.remaining(result) > 0) {
          sender.submit(state, job.with(content), frames.read(job.number()), decision);
        } else {
          sender.done(job, content, decision);
        }
      }
      case DISCARD -> {
        if (job.operation() == DeviceOperation.READ_CONTEXT) {
          sender.submit(state, job, frames.size(job.number()), decision);
        } else {
          sender.done(job, Bytes.EMPTY, decision);
        }
      }
      case OBJECT_DESTROY -> {}
      default -> sender.done(job, Bytes.EMPTY, decision);
    }
  }

  /** A read is tried again, from the beginning where the device can still return all of it. */
  private void timedOut(
      HypervisorState state, SimTime now, long command, Decision.Builder decision) {
    var late = new AdminResult(AdminStatus.ETIME, AdminQualifier.OK, Bytes.EMPTY);
    record(state, now, command, late, decision);
    Underway underway = state.underway.get(command);
    Sent sent = state.sent.remove(command);
    Protocol protocol = sender.protocol(underway.member());
    if (underway.operation() != DeviceOperation.READ_CONTEXT || sent.tries() > 0) {
      sender.refused(underway, late, decision);
      return;
    }
    DeviceJob job = DeviceJob.of(underway, sent, 1).with(Bytes.EMPTY);
    boolean canDiscard =
        !protocol.profile().hasObjects() && protocol.is(Switch.RETENTION, "until-reset");
    CommandFrames frames = sender.frames(job.member());
    sender.submit(
        state,
        job,
        canDiscard ? frames.discard(job.number()) : frames.size(job.number()),
        decision);
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
    } else if (event instanceof StatusWritten written) {
      state.lastCommand = written.command();
      state.underway.put(
          written.command(),
          new Underway(
              MemberName.owner(written.member()),
              written.member(),
              Underway.STATUS_REGISTER,
              DeviceOperation.of(written.operation()),
              written.migration(),
              at.nanos()));
    } else if (event instanceof CommandCompleted completed) {
      state.underway.remove(completed.command());
    } else if (event instanceof StatusSeen seen) {
      state.underway.remove(seen.command());
    }
  }
}
