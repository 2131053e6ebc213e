package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.FleetEvent.ControlPlaneLeft;
import io.godwit.model.event.FleetEvent.RequestsDisturbed;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is wrong with the control plane. */
final class ControlState implements StatePart {

  private Optional<SimTime> awayUntil = Optional.empty();
  private boolean hasBeenAway;

  /** By kind: the delay that goes with it. */
  private final Map<String, SimDuration> disturbed = new TreeMap<>();

  void leave(SimTime at, ControlPlaneLeft left) {
    hasBeenAway = true;
    SimTime until = at.plus(left.lasts());
    awayUntil = Optional.of(awayUntil.filter(before -> before.isAfter(until)).orElse(until));
  }

  void comeBack() {
    awayUntil = Optional.empty();
  }

  void disturb(RequestsDisturbed event) {
    if (event.over()) {
      disturbed.remove(event.kind());
    } else {
      disturbed.put(event.kind(), event.delay());
    }
  }

  /** Whether it may hear of an end that it has asked about already. */
  boolean hasBeenAway() {
    return hasBeenAway;
  }

  /** Until when it hears nobody. */
  Optional<SimTime> awayUntil() {
    return awayUntil;
  }

  /** Whether what it asks for comes late. */
  boolean isLate() {
    return delay(ControlTrouble.SLOW).isPresent() || delay(ControlTrouble.REORDERED).isPresent();
  }

  /** The delay of what befalls its requests; empty while that does not. */
  Optional<SimDuration> delay(ControlTrouble what) {
    return Optional.ofNullable(disturbed.get(what.word()));
  }
}
