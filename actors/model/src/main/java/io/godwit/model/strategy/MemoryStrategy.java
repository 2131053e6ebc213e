package io.godwit.model.strategy;

import io.godwit.model.precopy.Turn;

/** One way to bring a guest's memory over. */
public interface MemoryStrategy {

  /** The first turn of an attempt. */
  Turn begin(CopyTask task);
}
