package io.godwit.model.fleet;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;

/**
 * What happens after a failed attempt.
 *
 * @param attempts how many there may be, at least 1
 * @param backoff the wait before the second
 * @param factor by which the wait grows before each further one, at least 1
 * @param elsewhere whether another host than the one where it failed is tried, if any has room
 * @param most that a wait grows to
 * @param jitterPercent of a wait that is added at most, drawn for each
 * @param budget how many further attempts there may be at all guests together
 */
public record RetryPolicy(
    int attempts,
    SimDuration backoff,
    int factor,
    boolean elsewhere,
    SimDuration most,
    int jitterPercent,
    long budget) {

  /** Where nothing else is said no wait grows beyond this (an assumption). */
  private static final SimDuration DAY = SimDuration.ofSeconds(86_400);

  /** Waits of an even length, as many as there are attempts. */
  public RetryPolicy(int attempts, SimDuration backoff, int factor, boolean elsewhere) {
    this(attempts, backoff, factor, elsewhere, DAY, 0, Long.MAX_VALUE);
  }

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

  /** The wait after attempt number {@code attempt} (from 1) has failed, without what is drawn. */
  public SimDuration waitAfter(int attempt) {
    long nanos = Math.min(backoff.nanos(), most.nanos());
    for (int i = 1; i < attempt && nanos < most.nanos(); i++) {
      nanos = nanos > most.nanos() / factor ? most.nanos() : nanos * factor;
    }
    return SimDuration.ofNanos(Math.max(1, nanos));
  }

  /** The same with what is drawn for a migration. */
  SimDuration waitAfter(int attempt, long seed, EntityId migration) {
    SimDuration wait = waitAfter(attempt);
    if (jitterPercent == 0) {
      return wait;
    }
    RandomStream draws = RandomStream.of(seed, migration, "wait after attempt " + attempt);
    long longest = WideMath.multiplyDivideFloor(wait.nanos(), jitterPercent, 100);
    return wait.plus(SimDuration.ofNanos(draws.below(longest + 1)));
  }
}
