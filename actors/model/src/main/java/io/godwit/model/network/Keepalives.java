package io.godwit.model.network;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Flows that end when no byte has come for longer than they have patience. A flow gets no byte
 * while one of its links is down, and only then; so its last byte came when the first of those that
 * are down went down.
 */
final class Keepalives implements StatePart {

  private record Patient(List<Integer> route, SimDuration patience) {}

  /** When a flow is given up; of interest while a link is down. */
  private record Ending(SimTime at, long flow) {}

  private final Map<Integer, SimTime> downSince = new TreeMap<>();
  private final Map<Long, Patient> flows = new LinkedHashMap<>();

  void add(long flow, int[] route, SimDuration patience) {
    if (patience.nanos() < Long.MAX_VALUE) {
      flows.put(flow, new Patient(Arrays.stream(route).boxed().toList(), patience));
    }
  }

  void remove(long flow) {
    flows.remove(flow);
  }

  /** A link that is down already stays down since then. */
  void changed(int link, boolean up, SimTime now) {
    if (up) {
      downSince.remove(link);
    } else {
      downSince.putIfAbsent(link, now);
    }
  }

  /** When the next flow is given up, if no link comes back. */
  Optional<SimTime> first() {
    return downSince.isEmpty()
        ? Optional.empty()
        : endings().map(Ending::at).min(SimTime::compareTo);
  }

  boolean isDue(SimTime now) {
    return !downSince.isEmpty() && endings().anyMatch(ending -> !ending.at().isAfter(now));
  }

  /** The flows whose patience is over by {@code now}. */
  List<Long> due(SimTime now) {
    return downSince.isEmpty() ? List.of() : dueOf(endings(), now);
  }

  private static List<Long> dueOf(Stream<Ending> endings, SimTime now) {
    return endings
        .filter(ending -> !ending.at().isAfter(now))
        .sorted(Comparator.comparing(Ending::at).thenComparingLong(Ending::flow))
        .map(Ending::flow)
        .toList();
  }

  private Stream<Ending> endings() {
    return flows.entrySet().stream()
        .flatMap(each -> end(each.getValue()).map(at -> new Ending(at, each.getKey())).stream());
  }

  /** A nanosecond after its patience, since a byte that comes in time saves it. */
  private Optional<SimTime> end(Patient flow) {
    return flow.route().stream()
        .map(downSince::get)
        .filter(Objects::nonNull)
        .min(SimTime::compareTo)
        .map(since -> since.plus(flow.patience()).plus(SimDuration.ofNanos(1)));
  }
}
