package io.godwit.model.owner;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.OwnerEvent.OwnerHampered;
import io.godwit.model.fault.Slowdowns;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;

/** What holds an owner up that works all the same: firmware that stands or is slow, its link. */
final class Hindrance implements StatePart {

  private SimTime standsUntil = SimTime.ZERO;
  private SimTime darkUntil = SimTime.ZERO;
  private final Slowdowns slowdowns = new Slowdowns();

  void begin(SimTime at, OwnerHampered event) {
    SimTime until = at.plus(event.lasts());
    if (event.factor() > 0) {
      slowdowns.begin(at, event.factor(), event.lasts());
    } else {
      standsUntil = until.isAfter(standsUntil) ? until : standsUntil;
      darkUntil = event.link() && until.isAfter(darkUntil) ? until : darkUntil;
    }
  }

  /** Until when a message waits; {@code crosses}: it comes across the link. */
  Optional<SimDuration> holds(SimTime now, boolean crosses) {
    SimTime until = crosses ? darkUntil : standsUntil;
    return until.isAfter(now) ? Optional.of(until.since(now)) : Optional.empty();
  }

  /** What a command takes that begins now. */
  SimDuration stretched(SimTime now, SimDuration time) {
    return time.times(slowdowns.factor(now));
  }
}
