package io.godwit.model.invariant;

import io.godwit.model.device.Effect;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows what guest and peers wrote: a doorbell that was dropped is made good by a device that
 * looks at its rings when it resumes, a write that was put off by the same device resuming. A reset
 * that still goes on when its guest has moved is left behind.
 */
final class GuestWritesTakeEffect extends Invariant {

  private final Successions successions = new Successions();
  private final Map<String, List<AccessServed>> pending = new LinkedHashMap<>();
  private final Map<String, String> resets = new LinkedHashMap<>();
  private final Set<String> unaware = new LinkedHashSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    successions.accept(recorded);
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof AccessServed served && !served.by().equals("device")) {
      written(name, served, recorded);
    } else if (event instanceof DeviceResumed resumed) {
      resumed(name, resumed, recorded);
    } else if (event instanceof DisturbanceBegan began && isOfGuest(began.kind())) {
      resets.put(name, began.kind());
    } else if (event instanceof DisturbanceEnded) {
      resets.remove(name);
    } else if (event instanceof MigrationCompleted) {
      successions.of(name).forEach((from, to) -> completed(from, to, recorded));
    }
  }

  private void written(String device, AccessServed served, RecordedEvent recorded) {
    Effect effect = Effect.of(served.effect());
    if (effect == Effect.DROPPED || effect == Effect.DEFERRED) {
      pending.computeIfAbsent(device, first -> new ArrayList<>()).add(served);
    } else if (!served.access().endsWith("-read")) {
      judge(!effect.fails(), () -> lost(served) + ", " + at(recorded));
    }
  }

  private void resumed(String device, DeviceResumed resumed, RecordedEvent recorded) {
    boolean blind = resumed.queues().equals("unaware");
    if (blind) {
      unaware.add(device);
    }
    for (AccessServed served : left(device)) {
      judge(!wasDropped(served) || !blind, () -> lost(served) + ", " + at(recorded));
    }
  }

  private List<AccessServed> left(String device) {
    List<AccessServed> left = pending.remove(device);
    return left == null ? List.of() : left;
  }

  private static boolean wasDropped(AccessServed served) {
    return served.effect().equals(Effect.DROPPED.word());
  }

  private static boolean isOfGuest(String kind) {
    return kind.equals(Disturbance.VF_FLR.word()) || kind.equals(Disturbance.VIRTIO_RESET.word());
  }

  private void completed(String from, String to, RecordedEvent recorded) {
    String reset = resets.remove(from);
    if (reset != null) {
      judge(false, () -> "a %s was left behind, %s".formatted(reset, at(recorded)));
    }
    boolean blind = unaware.remove(to);
    for (AccessServed served : left(from)) {
      judge(wasDropped(served) && !blind, () -> lost(served) + ", " + at(recorded));
    }
  }

  private static String lost(AccessServed served) {
    return "a %s in %s was %s (%s)"
        .formatted(
            served.access(),
            served.mode(),
            served.effect(),
            (served.decidedBy() + ' ' + served.choice()).strip());
  }
}
