package io.godwit.model.invariant;

import io.godwit.model.context.RingIndexes;
import io.godwit.model.context.RingPositions;
import io.godwit.model.device.MemberName;
import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RingsArrived;
import io.godwit.model.event.MemberEvent.RingsSeen;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.Counted;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Follows the requests of each queue by ranges of ring positions: what a guest put into a ring is
 * fetched once, completed once and told of once, on whichever host, by the end of the run. A reset
 * takes back what was under way: a driver that sets its device up again puts it there once more.
 */
final class RequestsCompleteOnce extends Invariant {

  private final Successions successions = new Successions();

  /** By device and queue: as they were last seen, and whether the device stood. */
  private final Map<String, Map<Integer, RingPositions>> seen = new LinkedHashMap<>();

  private final Map<String, Boolean> stood = new LinkedHashMap<>();

  /** By device that takes over: the rings as they came with the guest's memory. */
  private final Map<String, Map<Integer, RingPositions>> arrived = new LinkedHashMap<>();

  private final Map<String, List<RingIndexes>> sealed = new LinkedHashMap<>();
  private final Map<String, List<RingIndexes>> applied = new LinkedHashMap<>();

  /** Devices that a reset of their owner has emptied; nobody has set them up since. */
  private final Set<String> emptied = new LinkedHashSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    successions.accept(recorded);
    Event event = recorded.event();
    String name = recorded.entity().name();
    Handouts.in(event).forEach(this::forget);
    if (event instanceof RingsSeen rings) {
      seen(name, rings, recorded);
    } else if (event instanceof RingsArrived rings) {
      arrived.put(name, byQueue(rings.positions()));
    } else if (event instanceof ContextSealed seal) {
      if (!emptied.contains(name)) {
        sealed.put(name, RingIndexes.of(seal.content()));
      }
    } else if (event instanceof ContextApplied apply) {
      applied.put(name, RingIndexes.of(apply.content()));
    } else if (event instanceof DeviceResumed resumed) {
      complete(name, RingIndexes.of(resumed.content()), recorded);
    } else if (event instanceof MigrationCompleted) {
      successions.of(name).forEach((from, to) -> moved(from, to, recorded));
    } else if (event instanceof ModeChanged) {
      judge(true, () -> "");
    } else if (event instanceof ReservationReleased released) {
      successions.of(released.migration()).values().forEach(this::forget); // no guest came there
    } else if (event instanceof HostCrashed) {
      List.copyOf(seen.keySet()).stream()
          .filter(member -> MemberName.host(member).equals(name)) // with what its guests had asked
          .forEach(this::forget);
    } else if (event instanceof MemberReset) {
      emptied.remove(name); // for another guest
    } else if (event instanceof DeviceInitialised) {
      forget(name);
    } else if (event instanceof DisturbanceEnded ended && Disturbance.of(ended.kind()).clears()) {
      forget(name);
      if (Disturbance.of(ended.kind()).isOfOwner()) {
        emptied.add(name);
      }
    }
  }

  private void forget(String name) {
    seen.remove(name);
    stood.remove(name);
    arrived.remove(name);
    sealed.remove(name);
    applied.remove(name);
    emptied.remove(name);
  }

  private void seen(String name, RingsSeen rings, RecordedEvent recorded) {
    boolean stands = Stages.of(rings.mode()) != Stage.WORKING;
    boolean still = stands && stood.getOrDefault(name, false);
    Map<Integer, RingPositions> before = seen.getOrDefault(name, arrived.get(name));
    Map<Integer, RingPositions> now = byQueue(rings.positions());
    now.forEach(
        (queue, each) -> {
          Supplier<String> where = () -> "queue %d of %s, %s".formatted(queue, name, at(recorded));
          judge(
              each.used() <= each.completed()
                  && each.completed() <= each.fetched()
                  && each.fetched() <= each.available(),
              () -> "requests were completed that nobody had submitted: " + where.get());
          judge(
              each.empty() == 0,
              () -> each.empty() + " requests were completed with nothing done: " + where.get());
          RingPositions was = before == null ? null : before.get(queue);
          if (was != null) {
            follows(was, each, still, where);
          }
        });
    seen.put(name, now);
    stood.put(name, stands);
  }

  private void follows(
      RingPositions was, RingPositions now, boolean still, Supplier<String> where) {
    judge(
        now.used() >= was.used() && now.available() >= was.available(),
        () ->
            "requests %d to %d complete twice: %s"
                .formatted(now.used(), was.used() - 1, where.get()));
    judge(
        !still || (now.used() == was.used() && now.fetched() == was.fetched()),
        () -> "a device that stands uses its rings: " + where.get());
  }

  /** All that was under way on one device is on the other, or waits to be fetched. */
  private void moved(String from, String to, RecordedEvent recorded) {
    List<RingIndexes> left = sealed.remove(from);
    List<RingIndexes> taken = applied.remove(to);
    if (left != null && taken != null) {
      judge(
          RingIndexes.sameUsed(left, taken),
          () ->
              "requests complete twice or never: %s was told of others than %s, %s"
                  .formatted(from, to, at(recorded)));
      complete(to, taken, recorded);
    }
    Map<Integer, RingPositions> open = seen.remove(from);
    if (open != null && !seen.containsKey(to)) {
      seen.put(to, open);
    }
    stood.remove(from);
    arrived.remove(to);
  }

  /** What was fetched and not told of is in a list of what is to be told. */
  private void complete(String name, List<RingIndexes> indexes, RecordedEvent recorded) {
    for (RingIndexes each : indexes) {
      judge(
          each.missing() == 0,
          () ->
              "%s in flight on queue %d of %s %s in no list and will never complete, %s"
                  .formatted(
                      Counted.of(each.missing(), "request"),
                      each.queue(),
                      name,
                      each.missing() == 1 ? "is" : "are",
                      at(recorded)));
    }
  }

  private static Map<Integer, RingPositions> byQueue(Bytes positions) {
    var byQueue = new TreeMap<Integer, RingPositions>();
    RingPositions.decode(positions).forEach(each -> byQueue.put(each.queue(), each));
    return byQueue;
  }

  @Override
  protected void end() {
    seen.forEach(
        (name, queues) ->
            queues.values().stream()
                .filter(each -> each.waiting() > 0)
                .forEach(
                    each ->
                        judge(
                            false,
                            () ->
                                "%s on queue %d of %s %s for ever: nobody rings for them"
                                    .formatted(
                                        Counted.of(each.waiting(), "request"),
                                        each.queue(),
                                        name,
                                        each.waiting() == 1 ? "waits" : "wait"))));
  }
}
