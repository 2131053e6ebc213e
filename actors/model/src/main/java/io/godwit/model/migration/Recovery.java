package io.godwit.model.migration;

import io.godwit.model.unit.SimDuration;

/**
 * How a post-copy is taken up again whose connection broke ({@code postcopy-recover}).
 *
 * @param tries how often at most; 0 for never, and then a guest that waits for its memory is lost
 * @param backoff from the break to the first try, at least 1 ns
 * @param factor by which the wait grows before each further one, at least 1
 */
public record Recovery(int tries, SimDuration backoff, int factor) {

  /** A broken post-copy loses its guest. */
  public static final Recovery NEVER = new Recovery(0, SimDuration.ofNanos(1), 1);

  /** The wait before try number {@code next}, from 1. */
  SimDuration waitBefore(int next) {
    SimDuration wait = backoff;
    for (int i = 1; i < next; i++) {
      wait = wait.times(factor);
    }
    return wait;
  }
}
