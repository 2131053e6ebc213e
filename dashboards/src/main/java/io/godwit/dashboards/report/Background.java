package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.RunProjection;
import java.util.Comparator;
import java.util.List;

/** What others than migrations wanted of a link, what they had, and which part they had not. */
public record Background(String link, long wantedBytes, long carriedBytes, double missingPercent) {

  private static final int MOST = 10;

  /** Of the links of a run: those where most was missing. */
  static List<Background> of(RunProjection run) {
    return run.background().stream()
        .map(
            served ->
                new Background(
                    served.link(),
                    served.wanted().bytes(),
                    served.carried().bytes(),
                    100.0 * (1 - (double) served.carried().bytes() / served.wanted().bytes())))
        .sorted(
            Comparator.comparingDouble(Background::missingPercent)
                .reversed()
                .thenComparing(Background::link))
        .limit(MOST)
        .toList();
  }
}
