package io.godwit.model.hypervisor;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.HypervisorEvent.VfioDeviceReset;
import io.godwit.model.event.HypervisorEvent.VfioResetDeferred;
import io.godwit.model.event.HypervisorEvent.VfioSessionLost;
import io.godwit.model.event.HypervisorEvent.VfioStateChanged;
import io.godwit.model.option.Frontend;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.vfio.VfioStates;

/**
 * A hypervisor that drives its devices through the states of VFIO, as Linux and QEMU do (facts
 * G.2): what its driver does by commands is an arc or several; a reset by the guest ends a data
 * session, and one that comes while the driver is at work is looked at when that is done (G.3).
 */
final class VfioFrontend {

  private final UnitOfWork<HypervisorState> unit;

  VfioFrontend(UnitOfWork<HypervisorState> unit) {
    this.unit = unit;
  }

  static boolean isUsed(Protocol protocol) {
    return protocol.is(Frontend.VFIO);
  }

  /** Whether a task goes on with a data session that is lost: the file has gone bad. */
  boolean hasLost(DeviceTask task) {
    boolean lost = task.usesSession() && devices().isBroken(task.member());
    if (lost) {
      unit.record(new VfioSessionLost(task.member(), task.migration()));
    }
    return lost;
  }

  /** A task has succeeded. */
  void done(DeviceTask task) {
    devices().path(task).forEach(next -> change(task.member(), next));
  }

  /** A device is broken, and the only way out is taken. */
  void force(String member) {
    if (devices().of(member) != VfioStates.ERROR) {
      change(member, VfioStates.ERROR);
    }
    change(member, VfioStates.RUNNING);
  }

  private void change(String member, VfioStates next) {
    unit.record(new VfioStateChanged(member, devices().of(member).name(), next.name()));
  }

  /** A function was reset, by its guest or with its owner. */
  void cameBack(String member) {
    if (devices().isDeferred(member)) {
      return; // of two resets under one lock the driver finds one
    } else if (unit.state().driver().isAtWorkOn(member)) {
      unit.record(new VfioResetDeferred(member));
    } else if (devices().of(member) != VfioStates.RUNNING) {
      reset(member, false);
    }
  }

  /** The driver is done with a task. A session that it has just begun is broken too. */
  void unlock(DeviceTask task) {
    String member = task.member();
    if (devices().isDeferred(member) && !unit.state().driver().isAtWorkOn(member)) {
      reset(member, task.reads());
    }
  }

  private void reset(String member, boolean begun) {
    VfioStates from = devices().of(member);
    boolean session = begun || from.saves() || from == VfioStates.RESUMING;
    unit.record(new VfioDeviceReset(member, from.name(), session));
  }

  private VfioDevices devices() {
    return unit.state().driver().vfio();
  }
}
