package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Turn;

/** Pre-copy that sends only what has changed of a page sent before. */
final class Xbzrle implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    return task.begin(
        ConvergenceAids.NONE.withDeltaCache(
            task.tuning().deltaCache(), task.tuning().deltaBytes()));
  }
}
