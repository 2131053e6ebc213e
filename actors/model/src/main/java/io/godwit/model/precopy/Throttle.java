package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;

/**
 * QEMU's auto-converge: looks at syncs more than a second apart, and every second time that the
 * guest dirtied more than the trigger's share of what was sent, it takes more processor time away.
 *
 * @param since time of the last look
 * @param dirtied bytes newly dirty since then, counted at the syncs
 * @param sent bytes since then
 * @param hit one look that found too much; a look that finds less does not reset it
 * @param percent taken from the guest now
 */
record Throttle(SimDuration since, long dirtied, long sent, boolean hit, int percent) {

  static final Throttle NONE = new Throttle(SimDuration.ZERO, 0, 0, false, 0);

  private static final SimDuration LOOK_AFTER = SimDuration.ofMillis(1000);

  Throttle plusSent(long bytes) {
    return new Throttle(since, dirtied, sent + bytes, hit, percent);
  }

  Throttle atSync(SimDuration now, long newBytes, ConvergenceAids.Throttling rule) {
    long sum = dirtied + newBytes;
    if (now.minus(since).compareTo(LOOK_AFTER) <= 0) {
      return new Throttle(since, sum, sent, hit, percent);
    }
    boolean over = rule.on() && sum > sent / 100 * rule.trigger();
    boolean act = over && hit;
    int more = percent == 0 ? rule.initial() : percent + rule.increment();
    return new Throttle(now, 0, 0, over ? !hit : hit, act ? Math.min(more, rule.most()) : percent);
  }
}
