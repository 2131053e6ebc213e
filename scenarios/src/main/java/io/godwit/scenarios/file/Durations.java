package io.godwit.scenarios.file;

import io.godwit.model.unit.SimDuration;

/** Durations as scenario files write them, for whoever else reads some. */
public final class Durations {

  private Durations() {}

  /** Reads {@code 10 ms} and the like; throws with the remedy for anything else. */
  public static SimDuration parse(String text) {
    Quantity.Parsed parsed = Quantity.DURATION.parse(text);
    return SimDuration.ofNanos(
        parsed.base().orElseThrow(() -> new IllegalArgumentException(parsed.problem())));
  }
}
