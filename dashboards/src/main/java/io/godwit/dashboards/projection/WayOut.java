package io.godwit.dashboards.projection;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/** What one plan has sent across one link that leads away from what it drains. */
public final class WayOut {

  private final Busy pressed = new Busy();
  private long bytes;

  WayOut() {}

  void take(SimTime at, Traffic.Carried carried) {
    bytes += carried.bytes();
    if (!carried.wasCapped()) {
      pressed.add(at, carried.took());
    }
  }

  public long bytes() {
    return bytes;
  }

  /** For how long the plan sent what might have filled the link. */
  SimDuration pressed() {
    return pressed.sum();
  }
}
