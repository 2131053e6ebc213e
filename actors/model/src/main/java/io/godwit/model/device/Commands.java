package io.godwit.model.device;

import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.FaultArmed;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.MemberEvent.ReadContinued;
import io.godwit.model.event.MemberEvent.ResultLost;
import io.godwit.model.event.MemberEvent.WorkingStateCleared;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.PartsCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Carries out what the owner asks of a member. */
final class Commands {

  /** Of the fields that a device repeats though they have not changed: each tenth. */
  private static final int REPEATS = 10;

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
    Optional<FaultArmed> error = task.state().faults().error();
    if (error.isPresent()) {
      fail(command, error.get());
      return;
    }
    Done done = done(command, seen);
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
      case SIZE_GET -> metadata(command, seen);
      case CONTEXT_READ ->
          task.frames().asksForSome(command.data()) ? some(command, seen) : read(seen);
      case CONTEXT_WRITE -> write(command);
      case FIELDS_QUERY -> Done.atOnce(fieldTable(seen));
      case DISCARD -> discard();
      default -> legacy(known.get(), command);
    };
  }

  /** The accepted text asks for a size, a count or a list; the seed for a size. */
  private Done metadata(MemberMessage.Execute command, List<ContextField> seen) {
    return switch (task.frames().metadataType(command.data())) {
      case CommandFrames.SIZE -> size(seen);
      case CommandFrames.COUNT ->
          Done.atOnce(new FieldWriter(8).u32(readable(seen).size()).u32(0).bytes());
      case CommandFrames.LIST -> Done.atOnce(PartsCodec.list(readable(seen)));
      default -> refuse(command, AdminQualifier.INVALID_FIELD, "no such kind of metadata");
    };
  }

  /** The parts whose headers the command names; others are skipped. */
  private Done some(MemberMessage.Execute command, List<ContextField> seen) {
    Set<ContextField.Key> wanted = task.frames().selected(command.data());
    List<ContextField> chosen =
        readable(seen).stream().filter(part -> wanted.contains(part.key())).toList();
    recordRead(chosen);
    return Done.atOnce(PartsCodec.encode(chosen));
  }

  private Done size(List<ContextField> seen) {
    List<ContextField> changed = changed(seen);
    long bytes = task.frames().encode(changed).size() + CommandFrames.unseen(changed).bytes();
    return Done.atOnce(new FieldWriter(8).u64(bytes).bytes());
  }

  private void recordRead(List<ContextField> fields) {
    task.record(
        new ContextRead(task.state().mode().word(), fields.size(), ContextCodec.encode(fields)));
  }

  private Done read(List<ContextField> seen) {
    Bytes rest = task.state().reads().rest();
    if (rest.size() > 0) {
      task.record(new ReadContinued(task.state().reads().fits(rest)));
      return piece(rest, ByteCount.ZERO);
    }
    List<ContextField> changed = changed(seen);
    recordRead(changed);
    if (!task.state().works() && task.protocol().is(Switch.CLEAR_ON_READ, "working-state")) {
      task.record(new WorkingStateCleared(Switch.CLEAR_ON_READ.key(), "working-state"));
    }
    return piece(task.frames().encode(changed), CommandFrames.unseen(changed));
  }

  /** As much of it as fits into the driver's buffer; further reads get the rest. */
  private Done piece(Bytes content, ByteCount unseen) {
    int size = task.state().reads().fits(content);
    Bytes result = task.frames().readResult(content.slice(0, size), content.size() - size);
    return new Done(AdminResult.success(result), SimDuration.ZERO, unseen);
  }

  /** What a read returns: all, or what differs from what was returned before. */
  private List<ContextField> changed(List<ContextField> held) {
    MemberState state = task.state();
    List<ContextField> seen = readable(held);
    if (task.protocol().is(Switch.INCREMENTAL, "full")) {
      return seen;
    }
    boolean repeats = task.protocol().is(Switch.INCREMENTAL, "delta-with-repeats");
    var changed = new TreeMap<ContextField.Key, ContextField>();
    int index = 0;
    for (ContextField field : seen) {
      boolean differs = !state.reads().returned(field.key()).equals(Optional.of(field.value()));
      boolean repeated = repeats && index++ % REPEATS == 0;
      if (differs || repeated) {
        changed.put(field.key(), sinceLast(field));
      }
    }
    if (!state.works() && task.protocol().is(Switch.RETENTION, "until-next-read")) {
      state
          .reads()
          .lastAgain(state.mode().word())
          .forEach(field -> changed.putIfAbsent(field.key(), field));
    }
    return List.copyOf(changed.values());
  }

  /** No layout has a place for shared memory; whether it moves all the same is a switch. */
  private List<ContextField> readable(List<ContextField> held) {
    return task.protocol().is(Switch.SHARED_MEMORY, "migrated")
        ? held
        : held.stream().filter(field -> field.type() != ContextField.SHARED_MEMORY).toList();
  }

  /** Of vendor state that was returned before, only a part is new. */
  private ContextField sinceLast(ContextField field) {
    boolean before = task.state().reads().returned(field.key()).isPresent();
    return field.type() == ContextField.OPAQUE && before
        ? field.with(task.settings().changedOpaque(field.value()))
        : field;
  }

  private Done write(MemberMessage.Execute command) {
    MemberState state = task.state();
    if (state.works()) {
      return refuse(
          command,
          AdminQualifier.INVALID_COMMAND,
          "a context cannot be written to an active device: stop or freeze it first");
    }
    Optional<List<ContextField>> fields =
        task.frames().decode(task.frames().written(command.data()));
    if (fields.isEmpty()) {
      return refuse(command, AdminQualifier.INVALID_FIELD, "the context is malformed");
    }
    List<ContextField> arrived = fields.get();
    if (state.faults().has(ArmedFault.CORRUPT_CONTEXT) && !arrived.isEmpty()) {
      strike(ArmedFault.CORRUPT_CONTEXT);
      if (task.protocol().is(Switch.PART_CHECK, "digest")) {
        return refuse(command, AdminQualifier.INVALID_FIELD, "the context's digest is wrong");
      }
      arrived = Corruption.of(arrived);
    }
    boolean setUp =
        task.protocol().is(Switch.PRESETUP, "on")
            && !state.written().hasQueuesSetUp()
            && !state.isAssigned();
    task.record(
        new ContextWritten(state.mode().word(), arrived.size(), ContextCodec.encode(arrived)));
    return new Done(
        AdminResult.success(Bytes.EMPTY),
        setUp ? task.settings().setUpAll() : SimDuration.ZERO,
        ByteCount.ZERO);
  }

  /** Eight bytes a field: le16 type, two reserved, le32 length (facts/virtio.md A.8). */
  private static Bytes fieldTable(List<ContextField> fields) {
    var writer = new FieldWriter(8 * fields.size());
    fields.forEach(field -> writer.u16(field.type()).u16(0).u32(field.value().size()));
    return writer.bytes();
  }

  private Done discard() {
    task.record(
        new ContextDiscarded(task.state().reads().count() + task.state().written().count()));
    return Done.atOnce(Bytes.EMPTY);
  }

  /**
   * A legacy driver's access, which the hypervisor has trapped: as if it came directly. It must be
   * of exactly one field.
   */
  private Done legacy(DeviceCommand known, MemberMessage.Execute command) {
    boolean common =
        known == DeviceCommand.LEGACY_COMMON_WRITE || known == DeviceCommand.LEGACY_COMMON_READ;
    int offset = command.data().size() == 0 ? 0 : Byte.toUnsignedInt(command.data().at(0));
    if (known == DeviceCommand.LEGACY_NOTIFY_INFO) {
      return Done.atOnce(LegacyRegisters.notifyInfo());
    } else if (common && LegacyRegisters.of(offset).isEmpty()) {
      return refuse(
          command, AdminQualifier.INVALID_FIELD, "no legacy register begins at " + offset);
    } else if (known == DeviceCommand.LEGACY_COMMON_READ) {
      int size = LegacyRegisters.of(offset).orElseThrow().bytes();
      return Done.atOnce(new FieldWriter(size).bytes());
    } else if (known == DeviceCommand.LEGACY_DEVICE_READ) {
      return Done.atOnce(new FieldWriter(Long.BYTES).bytes());
    } else if (command.data().size() <= CommandFrames.OBJECT_HEADER) {
      return refuse(command, AdminQualifier.INVALID_FIELD, "a write without a value");
    }
    new Accesses(task)
        .serve(common ? LegacyRegisters.of(offset).orElseThrow().access() : Access.CONFIG_WRITE);
    return Done.atOnce(Bytes.EMPTY);
  }

  Done refuse(MemberMessage.Execute command, int qualifier, String reason) {
    task.record(new CommandRefused(word(command), AdminStatus.EINVAL, qualifier, reason));
    return new Done(AdminResult.invalid(qualifier), SimDuration.ZERO, ByteCount.ZERO);
  }
}
