package io.godwit.runtime.simulation;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.unit.SimTime;

/** Keeps a run's checkpoints, and says when one is wanted. Called on the kernel's thread. */
public interface Checkpoints {

  /** Wants none. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public boolean areDue(SimTime now, long recorded) {
          return false;
        }

        @Override
        public void take(Checkpoint checkpoint) {
          // nobody goes on from it
        }
      };

  /** Whether to take one now, or at the next moment at which one can be taken. */
  boolean areDue(SimTime now, long recorded);

  /** Keeps one: because it was due, or because the run was told to end. */
  void take(Checkpoint checkpoint);
}
