package io.godwit.model.member;

import io.godwit.model.context.ConfigRegister;
import io.godwit.model.context.ConfigWrite;
import io.godwit.model.device.Access;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.member.Commands.Done;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.Counted;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DeviceCommand;
import io.godwit.model.virtio.LegacyRegisters;
import java.util.List;
import java.util.Optional;

/**
 * A legacy driver's accesses, which the hypervisor has trapped: as if they came directly. Each is
 * of one field, or of some bytes in one; "the device MUST fail the command" that goes beyond it.
 */
final class LegacyCommands {

  /** u8 offset, seven reserved. */
  private static final int HEADER = 8;

  private final MemberTask task;
  private final Commands commands;
  private final List<ContextField> seen;

  LegacyCommands(MemberTask task, Commands commands, List<ContextField> seen) {
    this.task = task;
    this.commands = commands;
    this.seen = seen;
  }

  Done serve(DeviceCommand known, MemberMessage.Execute command) {
    int offset = CommandFrames.u8(command.data(), 0);
    Bytes value =
        command.data().slice(Math.min(HEADER, command.data().size()), command.data().size());
    Optional<Done> done =
        switch (known) {
          case LEGACY_COMMON_READ -> readCommon(offset);
          case LEGACY_DEVICE_READ -> readConfig(offset);
          case LEGACY_COMMON_WRITE -> writeCommon(offset, value);
          case LEGACY_DEVICE_WRITE -> writeConfig(offset, value);
          case LEGACY_NOTIFY_INFO -> Optional.of(Done.atOnce(LegacyRegisters.notifyInfo()));
          default -> throw new IllegalArgumentException(known + " is no access");
        };
    return done.orElseGet(
        () ->
            commands.refuse(
                command,
                AdminQualifier.INVALID_FIELD,
                "%s at %d of no single field"
                    .formatted(Counted.of(value.size(), "byte", "is", "are"), offset)));
  }

  /** From the offset to the end of its field; the owner cuts off what was not asked for. */
  private Optional<Done> readCommon(int offset) {
    return LegacyRegisters.at(offset)
        .map(
            register -> {
              Bytes whole = new LegacyView(seen).read(register);
              return Done.atOnce(whole.slice(offset - register.offset(), whole.size()));
            });
  }

  private Optional<Done> readConfig(int offset) {
    Optional<Bytes> config = config();
    return ConfigRegister.at(task.settings().type().type().layout(), offset)
        .filter(register -> config.isPresent() && register.end() <= config.get().size())
        .map(register -> Done.atOnce(config.get().slice(offset, register.end())));
  }

  private Optional<Bytes> config() {
    return seen.stream()
        .filter(field -> field.type() == ContextField.DEVICE_CONFIG)
        .map(ContextField::value)
        .findFirst();
  }

  private Optional<Done> writeCommon(int offset, Bytes value) {
    return LegacyRegisters.at(offset)
        .filter(register -> value.size() > 0 && offset + value.size() <= register.end())
        .map(
            register -> {
              write(register, offset - register.offset(), value);
              return Done.atOnce(Bytes.EMPTY);
            });
  }

  private void write(LegacyRegisters register, int from, Bytes value) {
    var view = new LegacyView(task.state().fields());
    Bytes whole = ConfigWrite.over(view.read(register), from, value);
    List<ContextField> changes = view.written(register, whole);
    if (register == LegacyRegisters.QUEUE_NOTIFY) {
      new Accesses(task).serve(Access.DOORBELL);
    } else if (register == LegacyRegisters.DEVICE_STATUS && whole.at(0) == 0) {
      new Disturbances(task).begin(Disturbance.VIRTIO_RESET);
    } else if (register == LegacyRegisters.DEVICE_STATUS) {
      new Accesses(task).serve(Access.STATUS_WRITE, changes);
    } else if (register.isWritten()) {
      new Accesses(task).serve(Access.CONFIG_WRITE, changes);
    }
  }

  /** A legacy driver may write its address; of other fields a write has no effect. */
  private Optional<Done> writeConfig(int offset, Bytes value) {
    return ConfigRegister.at(task.settings().type().type().layout(), offset)
        .filter(register -> value.size() > 0 && offset + value.size() <= register.end())
        .map(
            register -> {
              if (register.written() || register.name().equals("mac")) {
                List<ContextField> changes =
                    ConfigWrite.changes(task.state().fields(), offset, value);
                new Accesses(task).serve(Access.CONFIG_WRITE, changes);
              }
              return Done.atOnce(Bytes.EMPTY);
            });
  }
}
