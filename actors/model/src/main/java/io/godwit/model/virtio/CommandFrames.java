package io.godwit.model.virtio;

import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The frames of a profile's commands, and what is in their answers (facts/virtio.md A.3, A.8).
 *
 * @param object the id of the resource object through which contexts go, where they do
 */
public record CommandFrames(Protocol protocol, long object) {

  /** A resource object's direction: what may be done through it. */
  public static final int GET = 0;

  public static final int SET = 1;

  /** Kinds of metadata. */
  public static final int SIZE = 0;

  public static final int COUNT = 1;
  public static final int LIST = 2;

  /**
   * Bytes that a driver reads at once: Linux begins with a buffer of 1 MiB (facts/virtio.md G.3).
   */
  public static final long READ_BUFFER = 1L << 20;

  /** Of a read: those parts that are named, or all. */
  private static final int SELECTED = 0;

  private static final int ALL = 1;

  /** le16 type, two reserved, le32 id. */
  static final int OBJECT_HEADER = 8;

  /** The seed's context read answers its size and what remains, le32 each, before the content. */
  static final int READ_HEADER = 8;

  private static final int WITH_SELECTION = 16;

  /** Commands through the object 0. */
  public CommandFrames(Protocol protocol) {
    this(protocol, 0);
  }

  /** The same commands through another object, whose id the driver chose. */
  public CommandFrames through(long other) {
    return new CommandFrames(protocol, other);
  }

  public Profiles profile() {
    return protocol.profile();
  }

  /** The command that goes by an owner; empty for one that its group does not have there. */
  public Optional<DeviceCommand> asked(AdminCommand command) {
    return DeviceCommand.of(protocol, command.opcode())
        .filter(known -> isSupported(known, command.groupType()));
  }

  private boolean isSupported(DeviceCommand command, int group) {
    return command.isFor(group) && !command.isInBand(profile());
  }

  /** Whether an owner has a group of this type; its own came with the accepted text. */
  public boolean hasGroup(int group) {
    return group == AdminCommand.GROUP_SRIOV
        || (group == AdminCommand.GROUP_SELF && profile().hasObjects());
  }

  /** All commands of a group. */
  public CommandList commands(int group) {
    var codes = new ArrayList<Integer>();
    for (DeviceCommand command : DeviceCommand.values()) {
      if (isSupported(command, group)) {
        command.code(protocol).ifPresent(codes::add);
      }
    }
    return CommandList.of(codes);
  }

  /** Whether an owner can be asked for a member's mode: the accepted text has no such command. */
  public boolean canAskForMode() {
    return DeviceCommand.MODE_GET.isKnown(protocol) && !DeviceCommand.MODE_GET.isInBand(profile());
  }

  public AdminCommand getMode(int member) {
    return command(DeviceCommand.MODE_GET, member, Bytes.EMPTY);
  }

  /** The mode in the result of a command that asks for it; empty when it is none of the profile. */
  public Optional<Mode> mode(Bytes result) {
    return result.size() == 0
        ? Optional.empty()
        : protocol.modes().ofCode(Byte.toUnsignedInt(result.at(0)));
  }

  public AdminCommand setMode(int member, Mode mode) {
    return command(DeviceCommand.MODE_SET, member, new FieldWriter(1).u8(mode.code()).bytes());
  }

  /** Asks for the size of the context as it will be when nothing changes it any more. */
  public AdminCommand size(int member) {
    return profile().hasObjects()
        ? command(DeviceCommand.SIZE_GET, member, header(WITH_SELECTION).bytes())
        : command(DeviceCommand.SIZE_GET, member, new FieldWriter(1).u8(1).bytes());
  }

  /**
   * Reads a context, or goes on with it.
   *
   * @param offset what was read of it already
   * @param most that the driver's buffer takes
   */
  public AdminCommand read(int member, long offset, long most) {
    Bytes data =
        switch (profile()) {
          case VIRTIO_1_4 -> header(WITH_SELECTION).u8(ALL).bytes();
          case PRECURSOR -> window(offset, most);
          case SEED_2023, STATUS_BIT -> Bytes.EMPTY;
        };
    return command(DeviceCommand.CONTEXT_READ, member, data);
  }

  /** Reads a context from its beginning, with as large a buffer as Linux has at first. */
  public AdminCommand read(int member) {
    return read(member, 0, READ_BUFFER);
  }

  private static Bytes window(long offset, long length) {
    return new FieldWriter(2 * Long.BYTES).u64(offset).u64(length).bytes();
  }

  public AdminCommand write(int member, Bytes content) {
    Bytes data =
        switch (profile()) {
          case VIRTIO_1_4 -> header(OBJECT_HEADER).bytes().plus(content);
          case PRECURSOR -> window(0, content.size()).plus(content);
          case SEED_2023, STATUS_BIT -> content;
        };
    return command(DeviceCommand.CONTEXT_WRITE, member, data);
  }

  /** A legacy driver's write of the register that selects a queue (1.4). */
  public AdminCommand selectQueue(int member, int queue) {
    var data = new FieldWriter(10).u8(LegacyRegisters.QUEUE_SELECT.offset()).u8(0).u16(0).u32(0);
    return command(DeviceCommand.LEGACY_COMMON_WRITE, member, data.u16(queue).bytes());
  }

  public AdminCommand discard(int member) {
    return command(DeviceCommand.DISCARD, member, Bytes.EMPTY);
  }

  public AdminCommand createObject(int member, int direction) {
    return command(DeviceCommand.OBJECT_CREATE, member, header(24).u64(0).u8(direction).bytes());
  }

  public AdminCommand destroyObject(int member) {
    return command(DeviceCommand.OBJECT_DESTROY, member, header(OBJECT_HEADER).bytes());
  }

  private AdminCommand command(DeviceCommand command, int member, Bytes data) {
    return new AdminCommand(
        command.code(protocol).orElseThrow(), AdminCommand.GROUP_SRIOV, member, data);
  }

  private FieldWriter header(int size) {
    return new FieldWriter(size).u16(0).u16(0).u32(object);
  }

  /** The byte at an offset; zero behind the end. */
  public static int u8(Bytes data, int offset) {
    return offset < data.size() ? Byte.toUnsignedInt(data.at(offset)) : 0;
  }

  public static int u16(Bytes data, int offset) {
    return u8(data, offset) | u8(data, offset + 1) << 8;
  }

  /** The id in an object header; a header that is too short reads as if zeros followed. */
  public static long objectId(Bytes data) {
    return Integer.toUnsignedLong(buffer(data, OBJECT_HEADER).getInt(4));
  }

  /** The type in an object header. */
  public static int objectType(Bytes data) {
    return u16(data, 0);
  }

  /** The direction that a new object shall have. */
  public static int direction(Bytes data) {
    return u8(data, 16);
  }

  /** The first bytes of {@code data}; what it is too short for reads as zero. */
  private static ByteBuffer buffer(Bytes data, int bytes) {
    byte[] first = new byte[bytes];
    for (int i = 0; i < Math.min(bytes, data.size()); i++) {
      first[i] = data.at(i);
    }
    return ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Which kind of metadata is asked for. */
  public int metadataType(Bytes data) {
    return profile().hasObjects() ? u8(data, OBJECT_HEADER) : SIZE;
  }

  /** Whether a size is wanted as it will be in Freeze; the accepted text has no such flag. */
  public boolean asksForFrozenSize(Bytes data) {
    return !profile().hasObjects() && (u8(data, 0) & 1) == 1;
  }

  /** Whether a read names parts. */
  public boolean asksForSome(Bytes data) {
    return profile().hasObjects() && u8(data, OBJECT_HEADER) == SELECTED;
  }

  /** Whether a read is of a kind that there is. */
  public boolean isReadKnown(Bytes data) {
    return !profile().hasObjects() || u8(data, OBJECT_HEADER) <= ALL;
  }

  /** The parts that a read names. */
  public Set<ContextField.Key> selected(Bytes data) {
    return PartsCodec.keys(data.slice(Math.min(WITH_SELECTION, data.size()), data.size()));
  }

  /** The context in a write command's data. */
  public Bytes written(Bytes data) {
    return switch (profile()) {
      case VIRTIO_1_4 -> data.slice(Math.min(OBJECT_HEADER, data.size()), data.size());
      case PRECURSOR -> PrecursorWire.content(data);
      case SEED_2023, STATUS_BIT -> data;
    };
  }

  /** Where in a context a command begins; at its beginning but for the precursor's windows. */
  public long offset(Bytes data) {
    return profile().hasWindows() ? PrecursorWire.offset(data) : 0;
  }

  /** How many bytes a read may return at most, as its frame says. */
  public long length(Bytes data) {
    return profile().hasWindows() ? PrecursorWire.length(data) : Long.MAX_VALUE;
  }

  /**
   * A command as a member is to carry it out: of a read of the seed's, in place of data that it
   * does not have, how many bytes of context its answer has room for.
   *
   * @param room that there is for the answer; empty for any number of bytes
   */
  public Bytes within(AdminCommand command, Optional<Integer> room) {
    boolean readsOn =
        !profile().hasObjects()
            && !profile().hasWindows()
            && DeviceCommand.of(protocol, command.opcode())
                .equals(Optional.of(DeviceCommand.CONTEXT_READ));
    if (!readsOn) {
      return command.data();
    }
    return room.map(bytes -> Math.max(0, bytes - AdminResult.STATUS_BYTES - READ_HEADER))
        .map(bytes -> new FieldWriter(Integer.BYTES).u32(bytes).bytes())
        .orElse(Bytes.EMPTY);
  }

  /** The inverse: for how many bytes of context there is room; the accepted text has no limit. */
  public int room(Bytes data) {
    return profile().hasObjects() || data.size() == 0
        ? Integer.MAX_VALUE
        : Math.max(0, Wire.zeroFilled(data, Integer.BYTES).getInt(0));
  }

  /** A command as it is put on the queue. */
  public Bytes frame(AdminCommand command) {
    return profile().hasWindows()
        ? new PrecursorDialect(protocol).frame(command)
        : command.encode();
  }

  /** The command that a frame on the queue is; never fails. */
  public AdminCommand command(Bytes frame) {
    return profile().hasWindows()
        ? new PrecursorDialect(protocol).command(frame)
        : AdminCommand.decode(frame);
  }

  /**
   * The device-writable part of an answer.
   *
   * @param room that there is for it; empty for any number of bytes
   */
  public Bytes frame(AdminCommand asked, AdminResult result, Optional<Integer> room) {
    if (profile().hasWindows()) {
      return new PrecursorDialect(protocol).frame(asked, result, room);
    }
    Bytes frame = result.encode();
    return room.isPresent() && room.get() < frame.size() ? frame.slice(0, room.get()) : frame;
  }

  /** The result in an answer's device-writable part. */
  public AdminResult result(AdminCommand asked, Bytes frame) {
    return profile().hasWindows()
        ? new PrecursorDialect(protocol).result(asked, frame)
        : AdminResult.decode(frame);
  }

  /** The result of a read that leaves {@code remaining} bytes for others. */
  public Bytes readResult(Bytes content, int remaining) {
    return profile().hasObjects() ? content : headed(content, remaining);
  }

  static Bytes headed(Bytes content, int remaining) {
    return new FieldWriter(READ_HEADER).u32(content.size()).u32(remaining).bytes().plus(content);
  }

  /** What a read has left for others; the accepted text's returns all at once. */
  public int remaining(AdminResult read) {
    return profile().hasObjects() ? 0 : buffer(read.result(), READ_HEADER).getInt(Integer.BYTES);
  }

  /** The content of a successful read. */
  public Bytes content(AdminResult read) {
    if (profile().hasObjects()) {
      return read.result();
    }
    int size = buffer(read.result(), READ_HEADER).getInt(0);
    return read.result().slice(READ_HEADER, READ_HEADER + size);
  }

  public Bytes encode(Collection<ContextField> fields) {
    return profile().hasObjects() ? PartsCodec.encode(fields) : ContextCodec.encode(fields);
  }

  public Optional<List<ContextField>> decode(Bytes content) {
    return profile().hasObjects() ? PartsCodec.decode(content) : ContextCodec.decode(content);
  }

  /** The bytes that a context stands for: its own, and state that only the vendor can read. */
  public ByteCount weight(Bytes content) {
    return ByteCount.of(content.size()).plus(unseen(decode(content).orElse(List.of())));
  }

  /** The vendor's part of that. */
  public static ByteCount unseen(Collection<ContextField> fields) {
    long sum = 0;
    for (ContextField field : fields) {
      sum += Math.max(0, field.standsFor());
    }
    return ByteCount.of(Math.min(sum, 1L << 50));
  }
}
