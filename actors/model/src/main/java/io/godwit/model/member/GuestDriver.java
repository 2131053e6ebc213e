package io.godwit.model.member;

import io.godwit.model.context.GuestDevice;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.ContextCodec;

/**
 * The guest's driver of a member, as far as resets concern it. As Linux does after a function level
 * reset, it takes the device into use again: reset, ACKNOWLEDGE, DRIVER, features, queues,
 * DRIVER_OK; likewise when the device says that it needs a reset. It cannot while its guest stands,
 * so the host is told, which lets it know once the guest runs.
 */
final class GuestDriver {

  /**
   * From DRIVER to DRIVER_OK without the queues: Linux polls a reset every millisecond
   * (facts/virtio.md H.1), the register accesses beside that are some 20 round trips of 0.9 us.
   */
  private static final SimDuration INITIALISES = SimDuration.ofMicros(1_020);

  private final MemberTask task;

  GuestDriver(MemberTask task) {
    this.task = task;
  }

  /** Something has changed: is the device without a driver, though it works? */
  void look() {
    look(false);
  }

  /** The same when what has changed may be that its {@code function} was reset. */
  void look(boolean function) {
    if (task.state().lacksDriver()) {
      tell(new DriverMessage.DeviceCameBack(task.id().name(), function));
    }
  }

  /** Lets the host know. */
  void tell(DriverMessage message) {
    EntityId host = EntityId.hypervisor(MemberName.host(task.id().name()));
    task.unit().send(host, task.settings().notification(), message);
  }

  /** Its guest runs. */
  void begin() {
    if (task.state().lacksDriver()) {
      task.toSelf(
          INITIALISES.plus(task.settings().setUpAll()), new MemberMessage.DriverReady(task.now()));
    }
  }

  /**
   * It is done, unless the device was stopped, reset or taken into use since it began.
   *
   * @param ready when it began
   */
  void end(MemberMessage.DriverReady ready) {
    MemberState state = task.state();
    if (state.lacksDriver() && !state.held().since().isAfter(ready.begun())) {
      task.record(
          new DeviceInitialised(
              ContextCodec.encode(
                  GuestDevice.setUpAgain(task.id().name(), task.settings(), state.fields()))));
    }
  }
}
