package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Turn;

/** Memory again and again while the guest runs, and the rest while it stands. */
final class PreCopy implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    return task.begin(ConvergenceAids.NONE);
  }
}
