package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Turn;

/** Pre-copy through several channels, each with a thread of its own at both ends. */
final class Multifd implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    return task.begin(ConvergenceAids.NONE.withChannels(task.tuning().channels()));
  }
}
