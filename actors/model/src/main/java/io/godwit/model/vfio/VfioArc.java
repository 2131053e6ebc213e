package io.godwit.model.vfio;

import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.virtio.DeviceCommand;
import java.util.ArrayList;
import java.util.List;

/** One arc of VFIO v2, and the admin commands that it is under a profile (facts/virtio.md G.2). */
public record VfioArc(VfioStates from, VfioStates to) {

  /** The commands in their order, a mode change with the mode that it leads to; often none. */
  public List<String> commands(Profiles profile) {
    var commands = new ArrayList<String>();
    if (to == VfioStates.RESUMING) {
      openObject(profile, commands);
      commands.add(DeviceCommand.CONTEXT_WRITE.word(profile));
    }
    Mode before = from.mode(profile.modes()).orElseThrow();
    Mode after = to.mode(profile.modes()).orElseThrow();
    for (Mode step : profile.modes().path(before, after)) {
      commands.add(DeviceCommand.MODE_SET.word(profile) + ' ' + step.word());
    }
    if (reads()) {
      openObject(profile, commands);
      commands.add(DeviceCommand.SIZE_GET.word(profile));
      commands.add(DeviceCommand.CONTEXT_READ.word(profile));
    } else if (closes()) {
      DeviceCommand close =
          profile.hasObjects() ? DeviceCommand.OBJECT_DESTROY : DeviceCommand.DISCARD;
      commands.add(close.word(profile));
    }
    return commands;
  }

  private void openObject(Profiles profile, List<String> commands) {
    if (profile.hasObjects() && !from.saves()) {
      commands.add(DeviceCommand.OBJECT_CREATE.word(profile));
    }
  }

  /** A data session begins, or goes on with a device that stands now. */
  private boolean reads() {
    return to.saves() && (!from.saves() || to == VfioStates.STOP_COPY);
  }

  /** A data session ends; under the seed only one that is given up leaves something to drop. */
  private boolean closes() {
    return (from.saves() && !to.saves()) || from == VfioStates.RESUMING;
  }
}
