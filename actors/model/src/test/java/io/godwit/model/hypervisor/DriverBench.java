package io.godwit.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage.RingDoorbell;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Twins;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.CommandFrames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * A driver whose host is recovered before each message, and everybody else by hand: what it sends
 * is looked at in order, and what comes back is told.
 */
final class DriverBench {

  static final String MEMBER = "h/net0/1";
  static final EntityId MIGRATION = EntityId.migration("m");
  static final EntityId SELF = EntityId.hypervisor("h");
  static final EntityId OWNER = EntityId.owner("h/net0");

  /** For a command to be carried out. */
  private static final SimDuration SERVICE = SimDuration.ofMicros(50);

  final Protocol protocol;
  final CommandFrames frames;
  final Twins<HypervisorState> host;

  /** What was sent and not yet looked at: to owners, members, itself, migrations. */
  private final Queue<Outgoing> commands = new ArrayDeque<>();

  /** What each number of a command stands for. */
  private final Map<Long, AdminCommand> asked = new TreeMap<>();

  private final Queue<Outgoing> registers = new ArrayDeque<>();
  private final Queue<Outgoing> overwrites = new ArrayDeque<>();
  private final Queue<Outgoing> timers = new ArrayDeque<>();
  private final Queue<Outgoing> answers = new ArrayDeque<>();

  DriverBench(Protocol protocol) {
    this.protocol = protocol;
    this.frames = new CommandFrames(protocol);
    this.host = Twins.of(() -> Hosts.host(protocol));
  }

  /** Keeps what a driver sends then; what a host says of guests is left aside. */
  void tell(EntityId from, Message message) {
    for (Outgoing out : host.when(from, message)) {
      if (out.message() instanceof RingDoorbell) {
        commands.add(out);
      } else if (out.message() instanceof MemberMessage.Execute) {
        registers.add(out);
      } else if (out.message() instanceof MemberMessage.Overwrite) {
        overwrites.add(out);
      } else if (out.message() instanceof DriverMessage) {
        timers.add(out);
      } else if (out.message() instanceof DeviceOperated
          || out.message() instanceof DeviceRefused) {
        answers.add(out);
      }
    }
  }

  void operate(DeviceOperation operation) {
    operate(operation, Bytes.EMPTY);
  }

  void operate(DeviceOperation operation, Bytes content) {
    tell(MIGRATION, new OperateDevice(MEMBER, operation, content));
  }

  /** The next command on the queue is this one; gives its number. */
  long sends(AdminCommand expected) {
    assertThat(commands).as("commands sent, %s expected", expected).isNotEmpty();
    Outgoing out = commands.poll();
    RingDoorbell ring = (RingDoorbell) out.message();
    assertThat(out.to()).isEqualTo(OWNER);
    assertThat(ring.frame()).isIn(frames.frame(expected), expected.encodeUnpadded());
    asked.put(ring.command(), expected);
    return ring.command();
  }

  /** This command is sent next, and answered. */
  long exchange(AdminCommand expected, AdminResult answer) {
    long command = sends(expected);
    answer(command, answer);
    return command;
  }

  /** This command is sent next, and succeeds with nothing to say. */
  long succeeds(AdminCommand expected) {
    return exchange(expected, AdminResult.success(Bytes.EMPTY));
  }

  /** Its owner has no place for a command; gives what the driver says to itself. */
  DriverMessage.RingAgain findsNoPlace(long command) {
    Bytes frame = frames.frame(asked.get(command));
    tell(OWNER, new DriverMessage.QueueFull(command, frame));
    return new DriverMessage.RingAgain(command, OWNER.name(), frame);
  }

  void answer(long command, AdminResult result) {
    host.after(SERVICE);
    Bytes frame = frames.frame(asked.get(command), result, Optional.empty());
    tell(OWNER, new DriverMessage.Interrupt(command, frame));
  }

  /** The next register that is written is the member's, with this mode; gives the number. */
  long writes(Mode mode) {
    assertThat(registers).as("registers written").isNotEmpty();
    Outgoing out = registers.poll();
    MemberMessage.Execute execute = (MemberMessage.Execute) out.message();
    AdminCommand written = frames.setMode(1, mode);
    assertThat(out.to()).isEqualTo(EntityId.member(MEMBER));
    assertThat(execute)
        .isEqualTo(new MemberMessage.Execute(execute.ticket(), written.opcode(), written.data()));
    host.after(out.delay());
    return execute.ticket();
  }

  /** The member hears that what was written to its register, up to this number, counts no more. */
  void overwrites(long write) {
    assertThat(overwrites).as("registers overwritten").isNotEmpty();
    Outgoing out = overwrites.poll();
    assertThat(out.to()).isEqualTo(EntityId.member(MEMBER));
    assertThat(out.message()).isEqualTo(new MemberMessage.Overwrite(write));
  }

  /** A member's register shows what came of a write, and the driver looks. */
  void shows(long command, boolean asWritten) {
    tell(EntityId.member(MEMBER), new DriverMessage.StatusShown(command, asWritten));
    hearsItself(new DriverMessage.StatusRead(command, asWritten));
  }

  /** What the driver said to itself comes to pass. */
  void hearsItself(Message message) {
    Optional<Outgoing> said =
        timers.stream().filter(out -> out.message().equals(message)).findFirst();
    assertThat(said).as("%s among %s", message, timers).isPresent();
    timers.remove(said.get());
    host.after(said.get().delay());
    tell(SELF, message);
  }

  void isDone(DeviceOperation operation, Bytes content) {
    assertThat(answers).as("answers, that %s is done expected", operation).isNotEmpty();
    DeviceOperated done = (DeviceOperated) answers.poll().message();
    assertThat(done.operation()).isEqualTo(operation);
    assertThat(done.content()).isEqualTo(content);
    assertThat(done.size().bytes()).isEqualTo(content.size());
  }

  void isRefused(DeviceOperation operation, int status) {
    assertThat(answers).as("answers, that %s is refused expected", operation).isNotEmpty();
    DeviceRefused refused = (DeviceRefused) answers.poll().message();
    assertThat(refused.operation()).isEqualTo(operation);
    assertThat(refused.status()).isEqualTo(status);
  }

  /** Nothing more was sent or answered; timers may be left. */
  void isQuiet() {
    assertThat(commands).isEmpty();
    assertThat(registers).isEmpty();
    assertThat(overwrites).isEmpty();
    assertThat(answers).isEmpty();
  }

  /** A read's answer with this piece, and so many bytes left. */
  AdminResult piece(Bytes content, int remaining) {
    return AdminResult.success(
        protocol.profile().hasObjects() ? content : framed(content, remaining));
  }

  /** The seed's layout: le32 size, le32 what remains, the piece. */
  static Bytes framed(Bytes piece, int remaining) {
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(piece.size()).putInt(remaining);
    return Bytes.copyOf(header.array()).plus(piece);
  }

  Mode mode(String word) {
    return protocol.modes().ofWord(word);
  }
}
