package io.godwit.model.migration;

import io.godwit.model.fault.Chance;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.util.OptionalInt;

/**
 * When in a migration a fault strikes.
 *
 * @param phase with which the time begins
 * @param left whether it begins when the phase is over, and not when it begins
 * @param after that, the strike comes
 * @param attempt in which alone; empty for any
 * @param occurrence of the phase in all attempts together, from 1; empty for each
 * @param chance that it does, each time
 */
public record Moment(
    Phase phase,
    boolean left,
    SimDuration after,
    OptionalInt attempt,
    OptionalInt occurrence,
    Chance chance) {

  /** After a phase began in one attempt. */
  public static Moment entered(Phase phase, SimDuration after, int attempt) {
    return new Moment(
        phase, false, after, OptionalInt.of(attempt), OptionalInt.empty(), Chance.certain());
  }

  boolean isPlain() {
    return !left && attempt.isPresent() && chance.isCertain() && chance.jitter().isZero();
  }

  /** Whether its time begins in this attempt, whose phase was entered or left so often. */
  boolean comes(EntityId migration, AttemptState which, int times) {
    return (attempt.isEmpty() || attempt.getAsInt() == which.number())
        && (occurrence.isEmpty() || occurrence.getAsInt() == times)
        && chance.strikes(migration, occasion(which));
  }

  SimDuration delay(EntityId migration, AttemptState which) {
    return after.plus(chance.delay(migration, occasion(which)));
  }

  private String occasion(AttemptState which) {
    return which.vm().name() + " in attempt " + which.number();
  }

  /** In words. */
  String words(int attempted) {
    String later = after.isZero() ? "" : after + " after ";
    return "%s%s was %s in attempt %d"
        .formatted(later, phase.word(), left ? "left" : "entered", attempted);
  }
}
