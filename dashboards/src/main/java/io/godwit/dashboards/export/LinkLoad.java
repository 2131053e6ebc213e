package io.godwit.dashboards.export;

import java.util.TreeMap;

/** What crosses a link, each flow spread evenly over its time. */
final class LinkLoad {

  /** Is told the rate from a moment on, in bytes per second. */
  @FunctionalInterface
  interface Change {
    void to(long atNanos, double bytesPerSecond);
  }

  private final TreeMap<Long, Double> changes = new TreeMap<>();
  private long bytes;

  void add(long from, long until, long sent) {
    bytes += sent;
    if (until > from) {
      double rate = sent * 1e9 / (until - from);
      changes.merge(from, rate, Double::sum);
      changes.merge(until, -rate, Double::sum);
    }
  }

  /** All that crossed it. */
  long bytes() {
    return bytes;
  }

  void rates(Change told) {
    double rate = 0;
    for (var change : changes.entrySet()) {
      rate += change.getValue();
      told.to(change.getKey(), Math.max(0, Math.rint(rate)));
    }
  }
}
