package io.godwit.scenarios.explore;

import java.util.List;
import java.util.SortedMap;

/** What an exploration came to. */
public record Report(
    Exploration.Question question,
    long runs,
    long deliveries,
    List<Finding> findings,
    Coverage coverage,
    SortedMap<String, Long> refusals,
    boolean interrupted,
    double seconds) {
  public String dump() {
    var s = new StringBuilder();
    for (Finding f : findings) {
      s.append("=== ").append(f.trouble().title()).append(" (").append(f.variation()).append(", x").append(f.times()).append(", ").append(f.tries()).append(" tries)\n    ").append(f.trouble().detail()).append('\n').append(f.minimal().text());
    }
    s.append(runs).append(" runs, ").append(deliveries).append(" deliveries, ").append(seconds).append(" s\n");
    for (Coverage.Area a : Coverage.Area.values()) s.append(a.word()).append(' ').append(coverage.count(a)).append('\n');
    refusals.forEach((w, n) -> s.append(n).append(" x ").append(w).append('\n'));
    return s.toString();
  }
}
