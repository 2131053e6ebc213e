package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.VmCreated;
import java.util.List;

/** Devices that go to another guest: what was known of them is of the one before. */
final class Handouts {

  private Handouts() {}

  /** The devices that a host gives to a guest which comes, or which begins there. */
  static List<String> in(Event event) {
    if (event instanceof ReservationMade made) {
      return made.members();
    }
    return event instanceof VmCreated created ? created.members() : List.of();
  }
}
