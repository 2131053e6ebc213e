package io.godwit.model.invariant;

import io.godwit.model.device.Effect;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Follows what a device changed by itself until its guest hears of it. */
final class ConfigChangesSeen extends Invariant {

  private final Successions successions = new Successions();
  private final Map<String, AccessServed> untold = new LinkedHashMap<>();
  private final Set<String> told = new LinkedHashSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    successions.accept(recorded);
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof AccessServed served && served.by().equals("device")) {
      boolean recordedForLater = served.effect().equals(Effect.RECORDED.word());
      if (recordedForLater) {
        untold.put(name, served);
      } else {
        judge(served.effect().equals(Effect.APPLIED.word()), () -> never(served, recorded));
      }
    } else if (event instanceof DeviceResumed resumed) {
      if (untold.remove(name) != null) {
        judge(true, () -> "");
      }
      if (resumed.notified() > 0) {
        told.add(name);
      }
    } else if (event instanceof MigrationCompleted) {
      successions.of(name).forEach((from, to) -> completed(from, to, recorded));
    }
  }

  private void completed(String from, String to, RecordedEvent recorded) {
    AccessServed served = untold.remove(from);
    boolean heard = told.remove(to);
    if (served != null) {
      judge(heard, () -> never(served, recorded));
    }
  }

  private static String never(AccessServed served, RecordedEvent recorded) {
    return "no guest heard of a %s in %s: %s (%s), %s"
        .formatted(
            served.access(),
            served.mode(),
            served.effect(),
            (served.decidedBy() + ' ' + served.choice()).strip(),
            at(recorded));
  }
}
