package io.godwit.runtime.kernel;

import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/**
 * When the actor of an entity is stopped between two deliveries, to begin anew from its record when
 * it is next addressed. No rule changes what a run does, only what it costs.
 *
 * @param seed the run's; the draws are each entity's own and disturb no other stream
 * @param keepIdle virtual time without a delivery after which an actor is stopped; empty for never
 * @param perMillion the chance of being stopped after a delivery, from 0 to a million
 */
public record StopRules(long seed, Optional<SimDuration> keepIdle, int perMillion) {

  /** What {@link #perMillion} is when every delivery ends with a stop. */
  public static final int ALWAYS = 1_000_000;

  /** Every actor lives as long as the run. */
  public static final StopRules NONE = new StopRules(0, Optional.empty(), 0);

  public StopRules {
    if (perMillion < 0 || perMillion > ALWAYS) {
      throw new IllegalArgumentException(
          "a chance of %d in a million; it is from 0 to %d".formatted(perMillion, ALWAYS));
    }
    if (keepIdle.isPresent() && keepIdle.get().nanos() <= 0) {
      throw new IllegalArgumentException(
          "actors cannot be kept idle for %s: it must be more than nothing"
              .formatted(keepIdle.get()));
    }
  }

  /** Stops after every single delivery, the harshest proof that states are in the record. */
  public static StopRules always(long seed) {
    return new StopRules(seed, Optional.empty(), ALWAYS);
  }
}
