package io.godwit.model.fault;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;

/**
 * How likely a fault is when it could strike, and how much later it comes at most. Draws depend on
 * the fault's name and on who is struck for which time, never on a time or on what else happens.
 *
 * @param label of the fault, so that another fault in the file shifts no draw of this one
 * @param perMillion 1,000,000 for a fault that is certain
 * @param jitter the most that is added, drawn evenly
 */
public record Chance(long seed, String label, long perMillion, SimDuration jitter) {

  private static final long CERTAIN = 1_000_000;

  /** A fault that always strikes, and at once. */
  public static Chance certain() {
    return new Chance(0, "", CERTAIN, SimDuration.ZERO);
  }

  public boolean isCertain() {
    return perMillion >= CERTAIN;
  }

  /** Whether it strikes {@code who}, for the {@code occasion}-th time that it could. */
  public boolean strikes(EntityId who, String occasion) {
    return isCertain() || stream(who, "chance", occasion).below(CERTAIN) < perMillion;
  }

  /** How much later it comes then. */
  public SimDuration delay(EntityId who, String occasion) {
    return jitter.isZero()
        ? SimDuration.ZERO
        : SimDuration.ofNanos(stream(who, "jitter", occasion).below(jitter.nanos() + 1));
  }

  /** Draws for {@code purpose}. */
  public RandomStream stream(EntityId who, String purpose, String occasion) {
    return RandomStream.of(seed, who, "fault " + label + ' ' + purpose + ' ' + occasion);
  }
}
