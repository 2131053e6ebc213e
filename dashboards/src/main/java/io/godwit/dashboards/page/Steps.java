package io.godwit.dashboards.page;

/**
 * Counts that change from one moment to the next: migrations that wait, that run, and guests that
 * have not moved yet. Each row holds until the next.
 *
 * @param at virtual time in ns
 * @param ord of the event with which it changed
 */
public record Steps(
    LongColumn at, LongColumn waiting, LongColumn running, LongColumn left, LongColumn ord) {

  /** More than any screen is wide. */
  private static final int MOST = 1_500;

  private static final int KEPT_OF_A_STRETCH = 3;

  Steps() {
    this(new LongColumn(), new LongColumn(), new LongColumn(), new LongColumn(), new LongColumn());
  }

  void add(long at, long waiting, long running, long left, long ord) {
    this.at.add(at);
    this.waiting.add(waiting);
    this.running.add(running);
    this.left.add(left);
    this.ord.add(ord);
  }

  /**
   * Of each stretch of time the first row, the last, and the one with the most that ran: what is
   * left out lies between those that stay.
   */
  Steps thinned() {
    if (at.size() <= MOST) {
      return this;
    }
    var kept = new Steps();
    long begin = at.get(0);
    long span = Math.max(1, at.get(at.size() - 1) - begin + 1);
    int stretches = MOST / KEPT_OF_A_STRETCH;
    int row = 0;
    while (row < at.size()) {
      long stretch = (long) ((double) (at.get(row) - begin) / span * stretches);
      int end = row;
      int peak = row;
      while (end < at.size()
          && (long) ((double) (at.get(end) - begin) / span * stretches) == stretch) {
        peak = running.get(end) > running.get(peak) ? end : peak;
        end++;
      }
      copy(row, kept);
      if (peak > row && peak < end - 1) {
        copy(peak, kept);
      }
      if (end - 1 > row) {
        copy(end - 1, kept);
      }
      row = end;
    }
    return kept;
  }

  private void copy(int row, Steps to) {
    to.add(at.get(row), waiting.get(row), running.get(row), left.get(row), ord.get(row));
  }
}
