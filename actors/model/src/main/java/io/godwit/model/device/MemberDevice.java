package io.godwit.model.device;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DeviceMode;
import io.godwit.model.virtio.SeedCommands;
import io.godwit.model.virtio.SeedOpcode;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one member device under the seed proposal (facts/virtio.md B.1, B.2, C.1): three
 * modes, a context whose reads return what has changed since the read before, and writes that take
 * effect when the device becomes active. A refused command changes nothing.
 */
public final class MemberDevice implements Entity<MemberState> {

  private final String name;
  private final MemberSettings settings;
  private final boolean assignedAtFirst;

  /** The member called {@code name}; {@code assigned} when a guest drives it as the run begins. */
  public MemberDevice(String name, MemberSettings settings, boolean assigned) {
    this.name = name;
    this.settings = settings;
    this.assignedAtFirst = assigned;
  }

  @Override
  public MemberState initial() {
    var state = new MemberState();
    state.assigned = assignedAtFirst;
    if (assignedAtFirst) {
      state.fields = GuestDevice.setUp(name, settings);
    }
    return state;
  }

  @Override
  public Decision decide(MemberState state, SimTime now, EntityId from, Message message) {
    var decision = Decision.builder();
    if (!state.started) {
      decision.record(
          new MemberStarted(settings.type().word(), settings.queues(), state.mode.word()));
    }
    if (message instanceof DeviceMessage.Execute execute) {
      Done done = execute(state, now, execute, decision);
      decision.send(
          from,
          done.busy().plus(Outgoing.SHORTEST),
          new DeviceMessage.Executed(
              execute.ticket(),
              done.answer().status(),
              done.answer().qualifier(),
              done.answer().result()));
    } else if (message instanceof DeviceMessage.ResetFunction reset) {
      decision.record(new MemberReset(reset.cause()));
      decision.send(from, settings.resetTime(), new DeviceMessage.FunctionReset());
    } else {
      throw new IllegalArgumentException("a member has no use for " + message);
    }
    return decision.build();
  }

  /** A command's answer, and how long the device was busy with it. */
  private record Done(AdminResult answer, SimDuration busy) {
    static Done atOnce(Bytes result) {
      return new Done(AdminResult.success(result), SimDuration.ZERO);
    }
  }

  private Done execute(
      MemberState state, SimTime now, DeviceMessage.Execute command, Decision.Builder decision) {
    Optional<SeedOpcode> opcode = SeedOpcode.ofCode(command.opcode());
    if (opcode.isEmpty() || opcode.get().ownersOwn()) {
      return refuse(
          command, AdminQualifier.INVALID_OPCODE, "no such command for a member", decision);
    }
    return switch (opcode.get()) {
      case DEV_MODE_GET -> Done.atOnce(oneByte(state.mode.code()));
      case DEV_MODE_SET -> setMode(state, now, command, decision);
      case DEV_CTX_SIZE_GET -> Done.atOnce(size(state, now));
      case DEV_CTX_READ -> read(state, now, decision);
      case DEV_CTX_WRITE -> write(state, command, decision);
      case DEV_CTX_FIELDS_QUERY -> Done.atOnce(fieldTable(state, now));
      case DEV_CTX_DISCARD -> discard(state, decision);
      default -> throw new IllegalStateException(opcode + " is the owner's own");
    };
  }

  private Done setMode(
      MemberState state, SimTime now, DeviceMessage.Execute command, Decision.Builder decision) {
    int code = command.data().size() == 0 ? 0 : Byte.toUnsignedInt(command.data().at(0));
    Optional<DeviceMode> asked = DeviceMode.ofCode(code);
    if (asked.isEmpty()) {
      return refuse(
          command, AdminQualifier.INVALID_FIELD, "mode " + code + " is reserved", decision);
    }
    DeviceMode next = asked.get();
    if (!state.mode.mayBecome(next)) {
      return refuse(
          command,
          AdminQualifier.INVALID_FIELD,
          "no way from " + state.mode.word() + " to " + next.word(),
          decision);
    }
    if (next == state.mode) {
      return Done.atOnce(Bytes.EMPTY);
    }
    SimDuration drain = drain(state);
    decision.record(new ModeChanged(state.mode.word(), next.word(), drain));
    if (next == DeviceMode.FREEZE && state.assigned) {
      decision.record(new ContextSealed(ContextCodec.encode(state.stopped(now, settings))));
    } else if (next == DeviceMode.ACTIVE && !state.written.isEmpty()) {
      decision.record(new ContextApplied(ContextCodec.encode(state.written.values())));
    }
    return new Done(AdminResult.success(Bytes.EMPTY), drain);
  }

  /** A device that leaves Active first finishes what is in flight. */
  private SimDuration drain(MemberState state) {
    boolean busy =
        state.mode == DeviceMode.ACTIVE && state.assigned && settings.requestsPerSecond() > 0;
    return busy ? settings.requestTime() : SimDuration.ZERO;
  }

  private Bytes size(MemberState state, SimTime now) {
    return le64(ContextCodec.encode(changed(state, now)).size());
  }

  private List<ContextField> changed(MemberState state, SimTime now) {
    return state.context(now, settings).stream()
        .filter(field -> !field.value().equals(state.returned.get(field.key())))
        .toList();
  }

  private Done read(MemberState state, SimTime now, Decision.Builder decision) {
    List<ContextField> changed = changed(state, now);
    Bytes content = ContextCodec.encode(changed);
    decision.record(new ContextRead(state.mode.word(), changed.size(), content));
    return Done.atOnce(SeedCommands.readResult(content));
  }

  private Done write(MemberState state, DeviceMessage.Execute command, Decision.Builder decision) {
    if (state.mode == DeviceMode.ACTIVE) {
      return refuse(
          command,
          AdminQualifier.INVALID_COMMAND,
          "a context cannot be written to an active device: stop or freeze it first",
          decision);
    }
    Optional<List<ContextField>> fields = ContextCodec.decode(command.data());
    if (fields.isEmpty()) {
      return refuse(command, AdminQualifier.INVALID_FIELD, "the context is malformed", decision);
    }
    Bytes content = ContextCodec.encode(fields.get());
    decision.record(new ContextWritten(state.mode.word(), fields.get().size(), content));
    return Done.atOnce(Bytes.EMPTY);
  }

  /** Eight bytes a field: le16 type, two reserved, le32 length (facts/virtio.md A.8). */
  private Bytes fieldTable(MemberState state, SimTime now) {
    List<ContextField> fields = state.context(now, settings);
    var writer = new FieldWriter(8 * fields.size());
    fields.forEach(field -> writer.u16(field.type()).u16(0).u32(field.value().size()));
    return writer.bytes();
  }

  private static Done discard(MemberState state, Decision.Builder decision) {
    decision.record(new ContextDiscarded(state.returned.size() + state.written.size()));
    return Done.atOnce(Bytes.EMPTY);
  }

  private static Done refuse(
      DeviceMessage.Execute command, int qualifier, String reason, Decision.Builder decision) {
    AdminResult refusal = AdminResult.invalid(qualifier);
    decision.record(
        new CommandRefused(
            SeedOpcode.wordOf(command.opcode()), refusal.status(), qualifier, reason));
    return new Done(refusal, SimDuration.ZERO);
  }

  private static Bytes oneByte(int value) {
    return Bytes.copyOf(new byte[] {(byte) value});
  }

  private static Bytes le64(long value) {
    return new FieldWriter(8).u64(value).bytes();
  }

  @Override
  public MemberState evolve(MemberState state, SimTime at, Event event) {
    if (event instanceof MemberStarted) {
      state.started = true;
    } else if (event instanceof ModeChanged changed) {
      changeMode(state, at, modeOf(changed.to()));
    } else if (event instanceof ContextRead read) {
      fieldsOf(read.content()).forEach(field -> state.returned.put(field.key(), field.value()));
    } else if (event instanceof ContextWritten written) {
      fieldsOf(written.content()).forEach(field -> state.written.put(field.key(), field));
    } else if (event instanceof ContextDiscarded) {
      state.returned.clear();
      state.written.clear();
    } else if (event instanceof ContextApplied applied) {
      state.fields = fieldsOf(applied.content());
      state.assigned = true;
      state.returned.clear();
      state.written.clear();
    } else if (event instanceof MemberReset) {
      state.mode = DeviceMode.ACTIVE;
      state.assigned = false;
      state.fields = List.of();
      state.returned.clear();
      state.written.clear();
    }
    return state;
  }

  private void changeMode(MemberState state, SimTime at, DeviceMode next) {
    state.fields = state.stopped(at, settings);
    state.mode = next;
    if (next == DeviceMode.ACTIVE) {
      state.activeSince = at;
    }
  }

  private static DeviceMode modeOf(String word) {
    for (DeviceMode mode : DeviceMode.values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no device mode");
  }

  private static List<ContextField> fieldsOf(Bytes content) {
    return ContextCodec.decode(content)
        .orElseThrow(() -> new IllegalArgumentException("a recorded context is malformed"));
  }
}
