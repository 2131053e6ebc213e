package io.godwit.model.fleet;

import io.godwit.model.unit.SimDuration;

/**
 * What happens after a failed attempt.
 *
 * @param attempts how many there may be, at least 1
 * @param backoff the wait before the second
 * @param factor by which the wait grows before each further one, at least 1
 * @param elsewhere whether another host than the one where it failed is tried, if any has room
 */
public record RetryPolicy(int attempts, SimDuration backoff, int factor, boolean elsewhere) {

  /** Wherever the placement says. */
  public RetryPolicy(int attempts, SimDuration backoff, int factor) {
    this(attempts, backoff, factor, false);
  }

  public RetryPolicy {
    if (attempts < 1 || factor < 1) {
      throw new IllegalArgumentException(
          "a retry policy needs an attempt and a factor of 1 at least: "
              + attempts
              + ", "
              + factor);
    }
  }

  /** The wait after attempt number {@code attempt} (from 1) has failed. */
  public SimDuration waitAfter(int attempt) {
    long nanos = backoff.nanos();
    for (int i = 1; i < attempt; i++) {
      nanos = Math.multiplyExact(nanos, (long) factor);
    }
    return SimDuration.ofNanos(Math.max(1, nanos));
  }
}
