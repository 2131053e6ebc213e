package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Turn;

/** Pre-copy that takes processor time from a guest that writes too fast. */
final class AutoConverge implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    return task.begin(ConvergenceAids.NONE.withThrottling(task.tuning().throttling()));
  }
}
