package io.godwit.model.network;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Flows that end when no byte has come for longer than they have patience. A flow gets no byte
 * while one of its links is down, and only then; so its last byte came when the first of those that
 * are down went down.
 */
final class Keepalives {

  private record Patient(List<Integer> route, SimDuration patience) {}

  private final Map<Integer, SimTime> downSince = new TreeMap<>();
  private final Map<Long, Patient> flows = new LinkedHashMap<>();

  void add(long serial, int[] route, SimDuration patience) {
    if (patience.nanos() < Long.MAX_VALUE) {
      flows.put(serial, new Patient(Arrays.stream(route).boxed().toList(), patience));
    }
  }

  void remove(long serial) {
    flows.remove(serial);
  }

  /** A link that is down already stays down since then. */
  void changed(int link, boolean up, SimTime now) {
    if (up) {
      downSince.remove(link);
    } else {
      downSince.putIfAbsent(link, now);
    }
  }

  /** The flow whose patience ends first, by then. */
  Optional<Ending> first() {
    if (downSince.isEmpty()) {
      return Optional.empty();
    }
    Ending first = null;
    for (Map.Entry<Long, Patient> each : flows.entrySet()) {
      Optional<SimTime> end = end(each.getValue());
      if (end.isPresent() && (first == null || end.get().isBefore(first.at()))) {
        first = new Ending(end.get(), each.getKey());
      }
    }
    return Optional.ofNullable(first);
  }

  /** When a flow is given up. */
  record Ending(SimTime at, long serial) {}

  /** A nanosecond after its patience, since a byte that comes in time saves it. */
  private Optional<SimTime> end(Patient flow) {
    return flow.route().stream()
        .map(downSince::get)
        .filter(Objects::nonNull)
        .min(SimTime::compareTo)
        .map(since -> since.plus(flow.patience()).plus(SimDuration.ofNanos(1)));
  }
}
