package io.godwit.model.fleet;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When what shall move, how many at once, in which order, and where to.
 *
 * @param name of its own, where the scenario gives it one
 * @param after the number of the plan that must have ended before, however it ended
 * @param at when it begins; with {@code after}, counted from that plan's end
 * @param deadline since its beginning; what has not begun by then begins no more
 */
public record Plan(
    Optional<String> name,
    OptionalInt after,
    SimTime at,
    PlanAction action,
    Limits limits,
    Placements place,
    Orders order,
    Optional<SimDuration> deadline) {

  /** A plan that begins at its own time and has no end but its work's. */
  public Plan(SimTime at, PlanAction action, Limits limits, Placements place, Orders order) {
    this(Optional.empty(), OptionalInt.empty(), at, action, limits, place, order, Optional.empty());
  }
}
