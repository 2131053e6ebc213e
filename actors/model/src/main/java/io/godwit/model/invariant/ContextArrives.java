package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the sealed context of each device with the one that its successor began to work with.
 */
final class ContextArrives extends Invariant {

  private final Map<String, Bytes> sealed = new LinkedHashMap<>();

  /** By device: as it was sealed last, be it too late for what was read of it so far. */
  private final Map<String, Bytes> latest = new LinkedHashMap<>();

  private final Map<String, Bytes> applied = new LinkedHashMap<>();
  private final Map<String, String> modes = new LinkedHashMap<>();

  /** Devices whose sealed context was read: what their own links change does not move. */
  private final Set<String> read = new LinkedHashSet<>();

  /** By device: who touched it last. */
  private final Map<String, String> lastBy = new LinkedHashMap<>();

  private final Successions successions = new Successions();

  /** By device that stands: what somebody changed there, such as a peer that rang. */
  private final Map<String, Set<ContextField.Key>> touched = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    successions.accept(recorded);
    Event event = recorded.event();
    String name = recorded.entity().name();
    Handouts.in(event).forEach(touched::remove);
    if (event instanceof ContextSealed seal) {
      boolean late = read.contains(name) && "device".equals(lastBy.get(name));
      if (!late) {
        sealed.put(name, seal.content());
      }
      latest.put(name, seal.content());
    } else if (event instanceof ContextRead && sealed.containsKey(name)) {
      read.add(name);
      sealed.put(name, latest.get(name)); // read once more, it moves as it is now
    } else if (event instanceof ContextApplied apply) {
      applied.put(name, apply.content());
    } else if (event instanceof AccessServed served) {
      lastBy.put(name, served.by());
      touched(name, served);
    } else if (event instanceof MigrationStarted started) {
      started.devices().forEach(sealed::remove);
      started.devices().forEach(read::remove);
    } else if (event instanceof ModeChanged changed) {
      modes.put(name, changed.to());
    } else if (event instanceof DisturbanceEnded ended) {
      disturbed(name, ended);
    } else if (event instanceof MigrationCompleted) {
      successions.of(name).forEach((from, to) -> compare(from, to, recorded));
    }
  }

  /**
   * What a guest does to a device that is not frozen yet is to arrive too; of a reset of the owner
   * nothing is, for it was no deed of the guest's.
   */
  private void disturbed(String name, DisturbanceEnded ended) {
    String mode = modes.getOrDefault(name, ended.mode());
    boolean ofGuest = !Disturbance.of(ended.kind()).isOfOwner();
    if (ofGuest && sealed.containsKey(name) && Stages.of(mode) != Stage.FROZEN) {
      sealed.put(name, ended.fields());
      latest.put(name, ended.fields());
    }
  }

  private void touched(String name, AccessServed served) {
    if (Stages.of(served.mode()) != Stage.WORKING) {
      touched
          .computeIfAbsent(name, first -> new TreeSet<>())
          .addAll(Contents.byKey(served.fields()).keySet());
    }
  }

  /** Whether they are the same, but for what changed after it had arrived. */
  private static boolean same(Bytes left, Bytes arrived, Set<ContextField.Key> later) {
    if (left == null || arrived == null || later.isEmpty()) {
      return left != null && left.equals(arrived);
    }
    Map<ContextField.Key, ContextField> before = Contents.byKey(left);
    Map<ContextField.Key, ContextField> after = Contents.byKey(arrived);
    before.keySet().removeAll(later);
    after.keySet().removeAll(later);
    return before.equals(after);
  }

  private void compare(String source, String destination, RecordedEvent recorded) {
    Bytes left = sealed.remove(source);
    Bytes arrived = applied.remove(destination);
    Set<ContextField.Key> later = touched.getOrDefault(destination, new TreeSet<>());
    judge(
        same(left, arrived, later),
        () ->
            "the context of %s did not arrive unchanged at %s: %s sealed, %s applied, %s"
                .formatted(source, destination, size(left), size(arrived), at(recorded)));
  }

  private static String size(Bytes content) {
    return content == null ? "nothing" : content.size() + " bytes";
  }
}
