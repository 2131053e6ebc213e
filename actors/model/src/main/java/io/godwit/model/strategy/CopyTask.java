package io.godwit.model.strategy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.PreCopyEngine;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.SimTime;

/**
 * One guest's memory to be brought over.
 *
 * @param engine the hypervisor's rules
 * @param writes how the guest dirties the memory meanwhile
 * @param settings that hold whatever the strategy; their aids are the strategy's to choose
 * @param tuning numbers of single strategies
 */
public record CopyTask(
    PreCopyEngine engine,
    GuestMemory memory,
    DirtyModel writes,
    PreCopySettings settings,
    Tuning tuning,
    SimTime now) {

  /** The engine's first turn with these aids. */
  Turn begin(ConvergenceAids aids) {
    return engine.begin(memory, writes, settings.withAids(aids), now);
  }
}
