package io.godwit.dashboards.difference;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.replay.Divergence;
import io.godwit.persistence.run.EventLog;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How two runs differ.
 *
 * @param parting the first event that is not the same, the one that says what was asked apart;
 *     empty when all are
 */
public record RunDifference(Side left, Side right, Optional<Divergence> parting) {

  /** Reads both records. */
  public static RunDifference between(
      String leftName, EventLog left, String rightName, EventLog right) {
    return new RunDifference(
        new Side(leftName, project(left)),
        new Side(rightName, project(right)),
        parting(left, right));
  }

  private static RunProjection project(EventLog log) {
    try (Stream<RecordedEvent> events = log.events()) {
      return RunProjection.of(events);
    }
  }

  private static Optional<Divergence> parting(EventLog left, EventLog right) {
    try (Stream<RecordedEvent> one = left.events();
        Stream<RecordedEvent> other = right.events()) {
      return Divergence.between(one.iterator(), other.iterator(), RunDifference::isSame);
    }
  }

  /** Another seed or version is no happening: it is shown beside the names of the runs. */
  private static boolean isSame(RecordedEvent one, RecordedEvent other) {
    return one.equals(other)
        || (one.event() instanceof RunStarted && other.event() instanceof RunStarted);
  }

  /** Whether the same happened, though it may have been asked for differently. */
  public boolean isNone() {
    return parting.isEmpty();
  }

  /** The migrations that differ, those with the largest difference of downtime first. */
  List<Pair> pairs() {
    Map<String, MigrationRow> here = left.migrations();
    Map<String, MigrationRow> there = right.migrations();
    Set<String> names = new LinkedHashSet<>(here.keySet());
    names.addAll(there.keySet());
    return names.stream()
        .map(
            name ->
                new Pair(
                    name,
                    Optional.ofNullable(here.get(name)),
                    Optional.ofNullable(there.get(name))))
        .filter(Pair::differs)
        .sorted(Comparator.comparingDouble(Pair::downtimeGap).reversed())
        .toList();
  }
}
