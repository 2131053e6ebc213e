package io.godwit.dashboards.projection;

import io.godwit.model.event.FleetEvent.PowerDrawn;
import io.godwit.model.unit.SimTime;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What the hosts draw, and the energy that this comes to. */
public final class Power {

  private final TreeMap<SimTime, Long> milliwatts = new TreeMap<>();

  void draw(PowerDrawn drawn, SimTime at) {
    milliwatts.put(at, drawn.milliwatts());
  }

  /** Joules of all hosts between two times; empty where a scenario does not say what they draw. */
  public OptionalDouble joules(SimTime from, SimTime until) {
    if (milliwatts.isEmpty()) {
      return OptionalDouble.empty();
    }
    double joules = 0;
    SimTime at = from;
    while (at.isBefore(until)) {
      SimTime next = milliwatts.higherKey(at);
      SimTime end = next == null || next.isAfter(until) ? until : next;
      long now = milliwatts.floorEntry(at) == null ? 0 : milliwatts.floorEntry(at).getValue();
      joules += now / 1e3 * end.since(at).toSeconds();
      at = end;
    }
    return OptionalDouble.of(joules);
  }
}
