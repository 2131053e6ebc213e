package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.Turn;

/** Pre-copy that holds the writers of a guest to a quota when it writes too fast. */
final class DirtyLimit implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    return task.begin(
        ConvergenceAids.NONE.withThrottling(Throttling.quota(task.tuning().dirtyLimit())));
  }
}
