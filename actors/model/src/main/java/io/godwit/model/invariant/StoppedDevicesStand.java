package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Stage;
import java.util.LinkedHashSet;
import java.util.Set;

/** Looks for devices that a reset has set to work while their guest is on its way. */
final class StoppedDevicesStand extends Invariant {

  private final Set<String> stopped = new LinkedHashSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof ModeChanged changed) {
      boolean stands = Stages.of(changed.to()) != Stage.WORKING;
      if (stands) {
        stopped.add(name);
      } else {
        stopped.remove(name);
      }
      judge(true, () -> "");
    } else if (event instanceof DisturbanceEnded ended) {
      judge(
          !stopped.contains(name) || Stages.of(ended.mode()) != Stage.WORKING,
          () -> "a %s set %s to work, %s".formatted(ended.kind(), name, at(recorded)));
    } else if (event instanceof MemberReset) {
      stopped.remove(name);
    }
  }
}
