package io.godwit.model.hypervisor;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage.RingDoorbell;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Twins;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.hypervisor.HypervisorMessage.ReleaseRoom;
import io.godwit.model.hypervisor.HypervisorMessage.RemoveVm;
import io.godwit.model.hypervisor.HypervisorMessage.ReserveRoom;
import io.godwit.model.hypervisor.HypervisorMessage.StartVcpus;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.DeviceCommand;
import io.godwit.property.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host and a world around it that does whatever it can do, in any order: migrations ask for
 * anything, devices answer anything or nothing, and what is on its way comes when it likes.
 */
final class AnyWorld {

  private static final EntityId SELF = EntityId.hypervisor("h");
  private static final List<DeviceOperation> OPERATIONS =
      List.of(
          DeviceOperation.READ_CONTEXT,
          DeviceOperation.WRITE_CONTEXT,
          DeviceOperation.DISCARD_CONTEXT,
          DeviceOperation.STOP,
          DeviceOperation.FREEZE,
          DeviceOperation.ACTIVATE);

  private static final List<Integer> FAILURES =
      List.of(
          AdminStatus.EAGAIN,
          AdminStatus.EAGAIN,
          AdminStatus.ENXIO,
          AdminStatus.EINVAL,
          AdminStatus.EIO,
          AdminStatus.ETIME);

  /** Something that will come to the host, not before {@code due}. */
  private record Coming(SimTime due, EntityId from, Message message) {}

  private final Gen gen;
  private final Protocol protocol;
  private final Twins<HypervisorState> host;
  private final List<Coming> coming = new ArrayList<>();
  private boolean isKind;
  private int requests;
  private int answers;

  AnyWorld(Gen gen, Protocol protocol) {
    this.gen = gen;
    this.protocol = protocol;
    this.host = Twins.of(() -> Hosts.host(protocol));
  }

  /** Device operations that were asked for. */
  int requests() {
    return requests;
  }

  /** How many of them were answered. */
  int answers() {
    return answers;
  }

  /** So many things happen. */
  void stir(int times) {
    for (int i = 0; i < times; i++) {
      if (coming.isEmpty() || gen.chance(40)) {
        ask();
      } else {
        deliver();
      }
    }
  }

  /** Nobody asks for more, and what is on its way comes, as long as there is something. */
  void settle() {
    isKind = true;
    while (!coming.isEmpty()) {
      deliver();
    }
  }

  private void ask() {
    String name = "m" + gen.between(1, 3);
    EntityId migration = EntityId.migration(name);
    Room room = host.state().room();
    switch (gen.between(0, 8)) {
      case 0 -> {
        if (room.reservedBy(name).isEmpty() && room.resident(name).isEmpty()) {
          tell(migration, new ReserveRoom(Hosts.vm(name, 2, gen.between(0, 2))));
        }
      }
      case 1 -> tell(migration, new ReleaseRoom());
      case 2 -> tell(migration, new StartVcpus(name));
      case 3 -> {
        if (!room.residents().isEmpty()) {
          tell(migration, new RemoveVm(gen.oneOf(room.residents())));
        }
      }
      default -> operate(migration);
    }
  }

  private void operate(EntityId migration) {
    requests++;
    tell(
        migration,
        new OperateDevice(
            "h/net0/" + gen.between(1, 3),
            gen.oneOf(OPERATIONS),
            Bytes.copyOf(gen.bytes(gen.between(0, 24)))));
  }

  /** Any of what is on its way comes next, be it after what was sent later. */
  private void deliver() {
    Coming next = coming.remove(gen.between(0, coming.size() - 1));
    if (next.due().isAfter(host.now())) {
      host.after(next.due().since(host.now()));
    }
    tell(next.from(), next.message());
  }

  private void tell(EntityId from, Message message) {
    for (Outgoing out : host.when(from, message)) {
      SimTime due = host.now().plus(out.delay());
      if (out.to().equals(SELF)) {
        coming.add(new Coming(due, SELF, out.message()));
      } else if (out.message() instanceof DeviceOperated
          || out.message() instanceof DeviceRefused) {
        answers++;
      } else if (gen.chance(90)) { // else it is lost
        reply(out.message())
            .ifPresent(
                reply -> coming.add(new Coming(due.plus(Outgoing.SHORTEST), out.to(), reply)));
      }
    }
  }

  private Optional<Message> reply(Message message) {
    if (message instanceof RingDoorbell ring) {
      return Optional.of(
          gen.chance(10)
              ? new DriverMessage.QueueFull(ring.command(), ring.frame())
              : new DriverMessage.Interrupt(ring.command(), result(ring.frame()).encode()));
    } else if (message instanceof MemberMessage.Execute execute) {
      return Optional.of(new DriverMessage.StatusShown(execute.ticket(), gen.chance(80)));
    } else if (message instanceof MemberMessage.ResetFunction) {
      return Optional.of(new DriverMessage.FunctionReset());
    }
    return Optional.empty();
  }

  private AdminResult result(Bytes frame) {
    if (gen.chance(isKind ? 10 : 40)) {
      return new AdminResult(gen.oneOf(FAILURES), AdminQualifier.OK, Bytes.EMPTY);
    }
    int opcode = AdminCommand.decode(frame).opcode();
    boolean reads =
        DeviceCommand.of(protocol, opcode).equals(Optional.of(DeviceCommand.CONTEXT_READ));
    return reads ? piece() : AdminResult.success(Bytes.EMPTY);
  }

  private AdminResult piece() {
    Bytes content = Bytes.copyOf(gen.bytes(gen.between(0, 24)));
    boolean whole = protocol.profile().hasObjects();
    int remaining = isKind || gen.chance(50) ? 0 : gen.between(1, 9);
    return AdminResult.success(whole ? content : DriverBench.framed(content, remaining));
  }
}
