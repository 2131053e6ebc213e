package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.LinkRow;
import io.godwit.dashboards.projection.PlanRow;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.model.unit.ByteCount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of a link was used, by a whole run or by one plan.
 *
 * @param usedPercent what it carried of what it could have carried while the work took
 */
public record LinkUsage(
    String link,
    long capacityBytesPerSecond,
    long carriedBytes,
    double usedPercent,
    double fullSeconds,
    long peakBytesPerSecond) {

  private static final int MOST = 10;

  private static final Comparator<LinkUsage> BUSIEST_FIRST =
      Comparator.comparingDouble(LinkUsage::fullSeconds)
          .thenComparingDouble(LinkUsage::usedPercent)
          .reversed()
          .thenComparing(LinkUsage::link);

  /** Of the links of a run whose work took so long: the busiest. */
  static List<LinkUsage> busiest(RunProjection run, double seconds) {
    return run.links().stream()
        .map(link -> of(link, link.carried(), seconds))
        .sorted(BUSIEST_FIRST)
        .limit(MOST)
        .toList();
  }

  /** Of the links that lead away from what a plan that took so long empties. */
  static Optional<LinkUsage> busiestWayOut(
      PlanRow plan, double seconds, Map<String, LinkRow> links, RunProjection run) {
    return plan.waysOut().entrySet().stream()
        .filter(way -> links.containsKey(way.getKey()))
        .map(
            way -> {
              LinkRow link = links.get(way.getKey());
              return of(link, ByteCount.of(way.getValue().bytes()), seconds)
                  .full(run.full(link, way.getValue()).toSeconds());
            })
        .min(BUSIEST_FIRST);
  }

  private static LinkUsage of(LinkRow link, ByteCount carried, double seconds) {
    return new LinkUsage(
        link.link(),
        link.capacity().bytesPerSecond(),
        carried.bytes(),
        100.0 * carried.bytes() / (link.capacity().bytesPerSecond() * seconds),
        link.full().toSeconds(),
        link.peak().bytesPerSecond());
  }

  private LinkUsage full(double seconds) {
    return new LinkUsage(
        link, capacityBytesPerSecond, carriedBytes, usedPercent, seconds, peakBytesPerSecond);
  }
}
