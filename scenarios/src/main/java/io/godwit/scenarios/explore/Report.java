package io.godwit.scenarios.explore;

import io.godwit.scenarios.explore.Exploration.Question;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an exploration came to.
 *
 * @param runs variations that were made up and judged
 * @param deliveries messages that these took
 * @param strikes what became of strikes at every step; empty for variations
 * @param refused variations that could not be run, by reason
 * @param interrupted whether there is less than was asked for
 * @param seconds of wall clock
 */
public record Report(
    Question question,
    long runs,
    long deliveries,
    List<Finding> findings,
    Coverage coverage,
    StrikeTable strikes,
    SortedMap<String, Long> refused,
    boolean interrupted,
    double seconds) {

  public Report {
    findings = List.copyOf(findings);
  }

  public boolean foundNothing() {
    return findings.isEmpty();
  }

  long refusals() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** For a terminal; {@code folder} is where the findings are, if they are anywhere. */
  public String page(Optional<Path> folder) {
    return new ReportPage(this, folder).text();
  }

  public String json(Optional<Path> folder) {
    return new ReportJson(this, folder).text();
  }
}
