package io.godwit.model.member;

import io.godwit.model.context.Digest;
import io.godwit.model.context.HeldContext;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ReadContinued;
import io.godwit.model.event.MemberEvent.ReadCutShort;
import io.godwit.model.event.MemberEvent.WorkingStateCleared;
import io.godwit.model.member.Commands.Done;
import io.godwit.model.option.ClearOnRead;
import io.godwit.model.option.Incremental;
import io.godwit.model.option.Option;
import io.godwit.model.option.Retention;
import io.godwit.model.option.SharedMemory;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import io.godwit.model.virtio.PartsCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Answers what is asked about a member's context as it is seen, or some of it. */
final class ContextReads {

  /** Of the fields that a device repeats though they have not changed: each tenth. */
  private static final int REPEATS = 10;

  private static final long MOST_SIZE = 0xffff_ffffL;

  private final MemberTask task;
  private final Commands commands;
  private final List<ContextField> seen;

  /** Parts that were set are what is read, though they take effect only when it resumes. */
  ContextReads(MemberTask task, Commands commands, List<ContextField> seen) {
    this.task = task;
    this.commands = commands;
    this.seen =
        task.frames().profile().hasObjects()
            ? HeldContext.merged(seen, task.state().written().fields())
            : seen;
  }

  /** The accepted text asks for a size, a count or a list; the seed for a size. */
  Done metadata(MemberMessage.Execute command) {
    return switch (task.frames().metadataType(command.data())) {
      case CommandFrames.SIZE -> size();
      case CommandFrames.COUNT ->
          Done.atOnce(new FieldWriter(8).u32(readable().size()).u32(0).bytes());
      case CommandFrames.LIST -> Done.atOnce(PartsCodec.list(readable()));
      default -> commands.refuse(command, AdminQualifier.INVALID_FIELD, "no such kind of metadata");
    };
  }

  /** 64 bits in the seed; the accepted text has 32, which is all that a larger state can say. */
  private Done size() {
    List<ContextField> changed = changed();
    long bytes = task.frames().encode(changed).size() + CommandFrames.unseen(changed).bytes();
    return task.frames().profile().hasObjects()
        ? Done.atOnce(new FieldWriter(8).u32(Math.min(bytes, MOST_SIZE)).u32(0).bytes())
        : Done.atOnce(new FieldWriter(8).u64(bytes).bytes());
  }

  /** Eight bytes a field: le16 type, two reserved, le32 length (facts/virtio.md A.8). */
  Done fieldTable() {
    var writer = new FieldWriter(8 * seen.size());
    seen.forEach(field -> writer.u16(field.type()).u16(0).u32(field.value().size()));
    return Done.atOnce(writer.bytes());
  }

  Done read(MemberMessage.Execute command) {
    if (!task.frames().isReadKnown(command.data())) {
      return commands.refuse(command, AdminQualifier.INVALID_FIELD, "no such kind of read");
    } else if (task.frames().asksForSome(command.data())) {
      return some(task.frames().selected(command.data()));
    }
    if (task.frames().profile().hasWindows()) {
      return window(task.frames().offset(command.data()), task.frames().length(command.data()));
    }
    int room = task.frames().room(command.data());
    Bytes rest = task.state().reads().rest();
    return rest.size() > 0 ? goOn(rest, room) : begin(room);
  }

  /** One from the beginning reads the context; others give what is there of what that one read. */
  private Done window(long offset, long length) {
    ByteCount unseen = offset == 0 ? begin(Integer.MAX_VALUE).unseen() : ByteCount.ZERO;
    Bytes whole = task.state().reads().whole();
    int from = (int) Math.min(offset, whole.size());
    int size = (int) Math.min(length, (long) whole.size() - from);
    Bytes content = whole.slice(from, from + size);
    int left = whole.size() - from - size;
    return new Done(
        AdminResult.success(task.frames().readResult(content, left)), SimDuration.ZERO, unseen);
  }

  /** The parts whose headers a command names; others are skipped. */
  private Done some(Set<ContextField.Key> wanted) {
    List<ContextField> chosen =
        readable().stream().filter(part -> wanted.contains(part.key())).toList();
    record(chosen);
    return Done.atOnce(PartsCodec.encode(chosen));
  }

  private void record(List<ContextField> fields) {
    task.record(
        new ContextRead(task.state().mode().word(), fields.size(), ContextCodec.encode(fields)));
  }

  private Done begin(int room) {
    List<ContextField> changed = changed();
    record(changed);
    Bytes content = task.frames().encode(changed);
    int size = task.state().reads().fits(content);
    if (room < size) {
      task.record(new ReadCutShort(room));
    }
    if (!task.state().works() && task.protocol().is(ClearOnRead.WORKING_STATE)) {
      task.record(new WorkingStateCleared(Option.CLEAR_ON_READ.key(), "working-state"));
    }
    return piece(content, Math.min(size, room), CommandFrames.unseen(changed));
  }

  private Done goOn(Bytes rest, int room) {
    int size = Math.min(task.state().reads().fits(rest), room);
    task.record(new ReadContinued(size));
    return piece(rest, size, ByteCount.ZERO);
  }

  /** As much of it as fits into the driver's buffer; further reads get the rest. */
  private Done piece(Bytes content, int size, ByteCount unseen) {
    Bytes result = task.frames().readResult(content.slice(0, size), content.size() - size);
    return new Done(AdminResult.success(result), SimDuration.ZERO, unseen);
  }

  /** What a read returns, with its checksum where there is one. */
  private List<ContextField> changed() {
    return Digest.asIn(task.protocol(), changedFields());
  }

  /** All, or what differs from what was returned before. */
  private List<ContextField> changedFields() {
    MemberState state = task.state();
    if (task.protocol().is(Incremental.FULL)) {
      return readable();
    }
    boolean repeats = task.protocol().is(Incremental.DELTA_WITH_REPEATS);
    var changed = new TreeMap<ContextField.Key, ContextField>();
    int index = 0;
    for (ContextField field : readable()) {
      boolean repeated = repeats && index++ % REPEATS == 0;
      if (repeated || differs(field)) {
        changed.put(field.key(), sinceLast(field));
      }
    }
    if (!state.works() && task.protocol().is(Retention.UNTIL_NEXT_READ)) {
      state
          .reads()
          .lastAgain(state.mode().word())
          .forEach(field -> changed.putIfAbsent(field.key(), field));
    }
    return List.copyOf(changed.values());
  }

  private boolean differs(ContextField field) {
    return !task.state().reads().returned(field.key()).equals(Optional.of(field.value()));
  }

  /** No layout has a place for shared memory; whether it moves all the same is an option. */
  private List<ContextField> readable() {
    return task.protocol().is(SharedMemory.MIGRATED)
        ? seen
        : seen.stream().filter(field -> field.type() != ContextField.SHARED_MEMORY).toList();
  }

  /** Of vendor state that was returned before, only a part is new. */
  private ContextField sinceLast(ContextField field) {
    boolean before = task.state().reads().returned(field.key()).isPresent();
    return field.type() == ContextField.OPAQUE && before
        ? field.with(task.settings().changedOpaque(field.value()))
        : field;
  }
}
