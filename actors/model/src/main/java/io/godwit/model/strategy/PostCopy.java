package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.SimDuration;

/** The guest moves at once; it fetches the pages that it touches, and the rest follows. */
final class PostCopy implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    return task.begin(ConvergenceAids.NONE.withPostCopyAfter(SimDuration.ZERO));
  }
}
