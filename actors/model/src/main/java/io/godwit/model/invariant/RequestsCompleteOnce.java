package io.godwit.model.invariant;

import io.godwit.model.event.MemberEvent.InFlightSettled;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.RecordedEvent;

/** Counts the stops of devices, and what was in flight then and is nowhere afterwards. */
final class RequestsCompleteOnce extends Invariant {

  @Override
  public void accept(RecordedEvent recorded) {
    if (recorded.event() instanceof InFlightSettled settled) {
      judge(
          !settled.fate().equals("lost"),
          () -> "%d requests in flight were lost, %s".formatted(settled.requests(), at(recorded)));
    } else if (recorded.event() instanceof ModeChanged) {
      judge(true, () -> "");
    }
  }
}
