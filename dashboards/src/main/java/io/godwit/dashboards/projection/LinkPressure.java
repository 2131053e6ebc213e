package io.godwit.dashboards.projection;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.HashMap;
import java.util.Map;

/**
 * When flows that might have had more crossed each link: only then can migrations have filled it.
 * All of them count, whoever asked for them.
 */
final class LinkPressure {

  private final Map<String, Busy> links = new HashMap<>();

  void take(SimTime at, Traffic.Carried carried) {
    if (!carried.wasCapped()) {
      carried
          .flow()
          .links()
          .forEach(link -> links.computeIfAbsent(link, any -> new Busy()).add(at, carried.took()));
    }
  }

  /** How long there was such a flow. */
  SimDuration of(String link) {
    Busy busy = links.get(link);
    return busy == null ? SimDuration.ZERO : busy.sum();
  }
}
