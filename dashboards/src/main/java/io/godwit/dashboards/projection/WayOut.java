package io.godwit.dashboards.projection;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/** What one plan has sent across one link that leads away from what it drains. */
public final class WayOut {

  private final Pressure pressure = new Pressure();
  private long bytes;

  WayOut() {}

  void take(SimTime at, Traffic.Carried carried) {
    bytes += carried.bytes();
    pressure.take(at, carried);
  }

  public long bytes() {
    return bytes;
  }

  /** For how long the plan sent what might have filled the link. */
  SimDuration pressed() {
    return pressure.sum();
  }
}
