package io.godwit.dashboards.page;

/**
 * A fault as every time axis shows it.
 *
 * @param fault its number in the scenario; -1 where the record does not have it
 * @param what it did, in words
 * @param where such as the name of a link; of several the first
 * @param places how many there are
 * @param untilNanos when it was over; as {@code fromNanos} for what took no time, -1 for never
 * @param ord of the event that tells of it
 */
public record Trouble(
    int fault, String what, String where, int places, long fromNanos, long untilNanos, long ord) {

  Trouble called(String words) {
    return new Trouble(fault, words, where, places, fromNanos, untilNanos, ord);
  }

  /** The same, at one place more. */
  Trouble andAnother() {
    return new Trouble(fault, what, where, places + 1, fromNanos, untilNanos, ord);
  }
}
