package io.godwit.runtime.simulation;

import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import java.util.List;

/** Is told now and then how a run goes, and may end it. */
public interface ProgressListener {

  /** Hears nothing and lets the run go on. */
  ProgressListener NONE = progress -> true;

  /** Whether the run shall go on. Called on the kernel's thread, which it may keep waiting. */
  boolean onProgress(Progress progress);

  /** How many deliveries may pass between two calls; asked after each. */
  default long every() {
    return 4096;
  }

  /**
   * Is told what a run has behind it that does not begin at its beginning, before it goes on.
   *
   * @param fleet the fleet's events so far
   */
  default void onPast(Progress past, List<Occurrence> fleet) {}

  /** Hears of each event when it is written, on the kernel's thread. */
  default void onEvent(EntityId entity, Occurrence occurrence) {}

  /**
   * Is told of work before and after the run itself, such as placing guests.
   *
   * @param done of {@code all}; both are 0 where nothing is counted
   */
  default void onWork(String work, long done, long all) {}
}
