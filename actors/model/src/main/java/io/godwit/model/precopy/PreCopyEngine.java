package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.SimTime;

/** The rules by which one kind of hypervisor copies a running guest's memory. */
public interface PreCopyEngine {

  /**
   * The first turn of an attempt. All of {@code memory} is to be sent; the guest's own time, which
   * {@code writes} is a function of, is taken to begin here.
   */
  Turn begin(GuestMemory memory, DirtyModel writes, PreCopySettings settings, SimTime now);
}
