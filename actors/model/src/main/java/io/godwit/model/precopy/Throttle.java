package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;

/**
 * How much the guest is slowed down. QEMU looks at syncs more than a second apart, and every second
 * time that the guest dirtied more than the trigger's share of what was sent, it takes more
 * processor time away (auto-converge) or sets a quota for what the guest writes (dirty-limit).
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
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  Throttle plusSent(long bytes) {
    return new Throttle(since, dirtied, sent + bytes, hit, percent);
  }

  Throttle atSync(SimDuration now, long newBytes, ConvergenceAids.Throttling rule) {
    long sum = dirtied + newBytes;
    SimDuration looked = now.minus(since);
    if (looked.compareTo(LOOK_AFTER) <= 0) {
      return new Throttle(since, sum, sent, hit, percent);
    }
    boolean over = rule.on() && sum > sent / 100 * rule.trigger();
    boolean act = over && hit;
    int next = rule.byQuota() ? percentForQuota(sum, looked, rule) : oneMoreStep(rule);
    return new Throttle(now, 0, 0, over ? !hit : hit, act ? Math.min(next, rule.most()) : percent);
  }

  /** Of {@code elapsed}, what a guest gets whose time is taken evenly. */
  SimDuration leaves(SimDuration elapsed) {
    return percent == 0 ? elapsed : new SimDuration(elapsed.nanos() / 100 * (100 - percent));
  }

  private int oneMoreStep(ConvergenceAids.Throttling rule) {
    return percent == 0 ? rule.initial() : percent + rule.increment();
  }

  /**
   * What holds the guest to its quota, from what it wrote under the present throttle. QEMU gets
   * there in steps over several periods of a second; here it is there at once.
   */
  private int percentForQuota(long bytes, SimDuration over, ConvergenceAids.Throttling rule) {
    long rate = WideMath.multiplyDivideFloor(bytes, NANOS_PER_SECOND, over.nanos());
    long free = rate * 100 / (100 - percent);
    long quota = rule.quota().bytesPerSecond();
    return free <= quota ? percent : (int) Math.max(percent, 100 - quota * 100 / free);
  }
}
