package io.godwit.model.member;

import io.godwit.model.context.ConfigRegister;
import io.godwit.model.context.ConfigWrite;
import io.godwit.model.context.ControlSetting;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.Registers;
import io.godwit.model.device.Access;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import java.util.Optional;

/** Writes of a guest's driver that have a value. */
final class GuestWrites {

  /** Of the device status (virtio 1.4, 2.1). */
  private static final int SUSPEND = 16;

  private final MemberTask task;

  GuestWrites(MemberTask task) {
    this.task = task;
  }

  void serve(Access.Strike.Write write) {
    if (write.access() == Access.STATUS_WRITE) {
      status(write.value());
    } else {
      configuration(write.offset(), write.value());
    }
  }

  void control(Access.Strike.Control control) {
    Optional<ControlSetting> setting =
        ControlSetting.of(control.commandClass(), control.command())
            .filter(known -> task.settings().type() == DeviceTypes.NET);
    if (setting.isEmpty()) {
      new Accesses(task).ignore(Access.CONTROL_COMMAND, "a command that the device does not have");
      return;
    }
    List<ContextField> changes = setting.get().changes(task.state().fields(), control.value());
    if (changes.isEmpty()) {
      new Accesses(task).leaveOut(setting.get().part(control.value()));
    } else {
      new Accesses(task).control(changes);
    }
  }

  /** Zero is a reset. A device that is suspended in band already stays as it is. */
  private void status(Bytes value) {
    int written = CommandFrames.u8(value, 0);
    if (written == 0) {
      new Disturbances(task).begin(Disturbance.VIRTIO_RESET);
    } else if (task.protocol().profile().isInBand() && (written & SUSPEND) != 0) {
      new Accesses(task).ignore(Access.STATUS_WRITE, "a device that is suspended already");
    } else {
      List<ContextField> fields = task.state().fields();
      new Accesses(task).serve(Access.STATUS_WRITE, Registers.status(fields, value));
    }
  }

  /** A field that is read-only stays as it is. */
  private void configuration(int offset, Bytes value) {
    Optional<ConfigRegister> register =
        ConfigRegister.at(task.settings().type().type().layout(), offset);
    boolean written =
        register.filter(each -> each.written() && offset + value.size() <= each.end()).isPresent();
    if (written) {
      List<ContextField> changes = ConfigWrite.changes(task.state().fields(), offset, value);
      new Accesses(task).serve(Access.CONFIG_WRITE, changes);
    } else {
      new Accesses(task).ignore(Access.CONFIG_WRITE, "a driver cannot write this field (1.4)");
    }
  }
}
