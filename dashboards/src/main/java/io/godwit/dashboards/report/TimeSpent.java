package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.projection.Spent;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time of migrations went, all of them together, so that a planner sees which knob to
 * turn. All but shares are seconds, summed over migrations.
 *
 * @param waiting by what they waited for: the key of a limit in the scenario, room, apart, retry or
 *     turn
 * @param copying by what held it down: a link, max-bandwidth, stream or host
 * @param converging copying again what was written meanwhile
 * @param standing in all downtimes
 * @param fullLink a link that was full nearly all the time, so that more at once would wait there
 * @param boundBy that link, else the largest part, as in {@code waiting: limits.total}
 */
public record TimeSpent(
    double seconds,
    Map<String, Double> waiting,
    Map<String, Double> copying,
    double converging,
    double standing,
    Optional<String> fullLink,
    String boundBy) {

  /** Of the time that the work took. */
  private static final double NEARLY_ALL = 0.75;

  private static final String HOST_LINKS = "links of hosts";

  /** One part of it: what was done, what held it, and what would shorten it. */
  record Part(String doing, String by, double seconds, String remedy) {
    String label() {
      return by.isEmpty() ? doing : doing + ": " + by;
    }
  }

  /** Where that of {@code rows} went; empty when there was none. */
  static Optional<TimeSpent> of(Collection<MigrationRow> rows) {
    return of(rows, Optional.empty());
  }

  private static Optional<TimeSpent> of(Collection<MigrationRow> rows, Optional<String> full) {
    var waiting = new LinkedHashMap<String, Double>();
    var copying = new LinkedHashMap<String, Double>();
    double converging = 0;
    double standing = 0;
    for (MigrationRow row : rows) {
      Spent spent = row.spent();
      add(waiting, spent.waiting());
      add(copying, spent.copying());
      converging += spent.converging().toSeconds();
      standing += spent.standing().toSeconds();
    }
    double sum = sum(waiting) + sum(copying) + converging + standing;
    var unnamed = new TimeSpent(sum, waiting, copying, converging, standing, full, "");
    return sum == 0 ? Optional.empty() : Optional.of(unnamed.named());
  }

  private TimeSpent named() {
    String bound = fullLink.map(link -> "copying: " + link).orElse(parts().get(0).label());
    return new TimeSpent(seconds, waiting, copying, converging, standing, fullLink, bound);
  }

  /** The same where {@code links} were used, of work that took so long. */
  TimeSpent over(Collection<LinkUsage> links, double tookSeconds) {
    Optional<String> full =
        links.stream()
            .filter(link -> link.fullSeconds() >= NEARLY_ALL * tookSeconds)
            .max(Comparator.comparingDouble(LinkUsage::fullSeconds))
            .map(LinkUsage::link);
    return new TimeSpent(seconds, waiting, copying, converging, standing, full, "").named();
  }

  /** There may be a link for each of a hundred thousand hosts. */
  private static void add(Map<String, Double> sums, Map<String, SimDuration> more) {
    more.forEach(
        (label, time) ->
            sums.merge(
                label.matches(".*/(tx|rx)") ? HOST_LINKS : label, time.toSeconds(), Double::sum));
  }

  private static double sum(Map<String, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The largest first. */
  List<Part> parts() {
    var parts = new ArrayList<Part>();
    waiting.forEach((by, time) -> parts.add(new Part("waiting", by, time, whileWaiting(by))));
    copying.forEach((by, time) -> parts.add(new Part("copying", by, time, whileCopying(by))));
    parts.add(
        new Part(
            "converging",
            "",
            converging,
            "more bandwidth, slower guests, a longer downtime-limit"));
    parts.add(new Part("standing", "", standing, "a shorter downtime-limit"));
    parts.removeIf(part -> part.seconds() == 0);
    parts.sort(Comparator.comparingDouble(Part::seconds).reversed());
    return parts;
  }

  private String whileWaiting(String by) {
    if (by.contains("limits") && fullLink.isPresent()) {
      return "nothing while " + fullLink.get() + " is full";
    } else if (by.endsWith("min-rate")) {
      return "a lower " + by + ", or faster links";
    } else if (by.contains("limits")) {
      return "a higher " + by;
    }
    return switch (by) {
      case "room" -> "more room, or another order";
      case "apart" -> "more hosts for guests that are apart";
      case "retry" -> "a shorter retry.backoff";
      default -> "-";
    };
  }

  private static String whileCopying(String by) {
    return switch (by) {
      case "max-bandwidth" -> "a higher max-bandwidth";
      case "stream" -> "strategy multifd, or faster hosts";
      case "host" -> "faster hosts";
      case "links", HOST_LINKS -> "faster links";
      default -> "a faster link, or another way";
    };
  }
}
