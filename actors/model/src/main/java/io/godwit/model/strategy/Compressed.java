package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Turn;

/** Pre-copy that compresses pages, as fast as processors can. */
final class Compressed implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    return task.begin(ConvergenceAids.NONE.withCompression(task.tuning().compression()));
  }
}
