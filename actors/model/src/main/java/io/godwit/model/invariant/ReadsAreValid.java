package io.godwit.model.invariant;

import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.RecordedEvent;

/** Looks at what peers and guests read from a device. */
final class ReadsAreValid extends Invariant {

  @Override
  public void accept(RecordedEvent recorded) {
    if (recorded.event() instanceof AccessServed served && served.access().endsWith("-read")) {
      judge(
          !served.effect().equals("all-ones"),
          () ->
              "a %s returned all ones in %s, %s"
                  .formatted(served.access(), served.mode(), at(recorded)));
    }
  }
}
