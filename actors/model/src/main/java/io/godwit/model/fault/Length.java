package io.godwit.model.fault;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.Distribution;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/**
 * How long a fault goes on once it has struck.
 *
 * @param mean what it is where nothing is drawn
 * @param drawn what it is drawn from, anew each time and for each that is struck
 */
public record Length(SimDuration mean, Optional<Distribution> drawn, Chance chance) {

  /** Always the same. */
  public static Length of(SimDuration always) {
    return new Length(always, Optional.empty(), Chance.certain());
  }

  /** When {@code target} is struck for the {@code time}-th time, from 1. */
  public SimDuration of(EntityId who, String target, int time) {
    return drawn
        .map(from -> from.draw(chance.stream(who, "length", target + " time " + time)))
        .map(SimDuration::ofNanos)
        .orElse(mean);
  }
}
