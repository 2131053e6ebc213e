package io.godwit.model.invariant;

import io.godwit.model.context.Registers;
import io.godwit.model.device.MemberName;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.Counted;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds what a reset leaves against what was there: nothing that a guest or an owner has set up,
 * all that is read-only. And an owner's reset against its members and its objects.
 */
final class ResetsClearAndKeep extends Invariant {

  /** Fields that a guest cannot change: offered features, addresses, where queues are notified. */
  private static final List<Integer> READ_ONLY =
      List.of(
          ContextField.MAC_UNICAST,
          ContextField.PART_DEVICE_FEATURES,
          ContextField.PART_QUEUE_NOTIFY);

  /** What was in a device when it was last known as a whole. */
  private final Map<String, Bytes> known = new LinkedHashMap<>();

  /**
   * What a reset left of a device, and what was written since: its parts are parts of each other.
   */
  private record Since(
      Map<ContextField.Key, ContextField> left, Map<ContextField.Key, ContextField> written) {

    void write(ContextField field) {
      written.merge(field.key(), field, (before, after) -> after.over(before));
    }

    Map<ContextField.Key, ContextField> whole() {
      var whole = new TreeMap<>(left);
      whole.putAll(written);
      return whole;
    }
  }

  /** By device that was reset. */
  private final Map<String, Since> since = new LinkedHashMap<>();

  private final Set<String> members = new LinkedHashSet<>();

  /** By owner that is reset: its members that have not been reached. */
  private final Map<String, Set<String>> unreached = new LinkedHashMap<>();

  private final Map<String, Integer> objects = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof MemberStarted) {
      members.add(name);
    } else if (event instanceof ContextSealed sealed) {
      known.put(name, sealed.content());
    } else if (event instanceof DeviceInitialised initialised) {
      known.put(name, initialised.content());
      since.remove(name);
    } else if (event instanceof ContextWritten written && since.containsKey(name)) {
      byKey(written.content()).values().forEach(since.get(name)::write);
    } else if (event instanceof MemberReset) {
      since.remove(name);
      known.remove(name); // it has the addresses again with which it was made
    } else if (event instanceof ContextDiscarded) {
      since.remove(name);
    } else if (event instanceof ContextApplied applied) {
      applied(name, applied, recorded);
    } else if (event instanceof DisturbanceBegan) {
      unreached.getOrDefault(MemberName.owner(name), new LinkedHashSet<>()).remove(name);
    } else if (event instanceof DisturbanceEnded ended && clears(ended.kind())) {
      cleared(name, ended, recorded);
    } else {
      owner(name, event, recorded);
    }
  }

  private void owner(String name, Event event, RecordedEvent recorded) {
    if (event instanceof OwnerDisturbed) {
      var mine = new LinkedHashSet<>(members);
      mine.removeIf(member -> !MemberName.owner(member).equals(name));
      unreached.put(name, mine);
      objects.put(name, 0);
    } else if (event instanceof ObjectChanged changed) {
      Integer before = objects.put(name, changed.open());
      judge(
          before == null || Math.abs(before - changed.open()) <= 1,
          () -> "%s has objects that a reset took, %s".formatted(name, at(recorded)));
    } else if (event instanceof OwnerRestored restored) {
      Set<String> left = unreached.getOrDefault(name, new LinkedHashSet<>());
      judge(
          left.isEmpty(),
          () -> "the reset of %s did not reach %s, %s".formatted(name, left, at(recorded)));
      judge(
          restored.objects() == 0,
          () ->
              "%s holds %s after its reset, %s"
                  .formatted(name, Counted.of(restored.objects(), "object"), at(recorded)));
    }
  }

  private void cleared(String name, DisturbanceEnded ended, RecordedEvent recorded) {
    Map<ContextField.Key, ContextField> left = byKey(ended.fields());
    judge(
        !Registers.isDriven(List.copyOf(left.values())),
        () -> "a %s left %s set up, %s".formatted(ended.kind(), name, at(recorded)));
    byKey(known.getOrDefault(name, Bytes.EMPTY))
        .forEach(
            (key, before) -> {
              if (READ_ONLY.contains(key.type())) {
                judge(
                    before.equals(left.get(key)),
                    () ->
                        "a %s changed what is read-only in %s (field 0x%x), %s"
                            .formatted(ended.kind(), name, key.type(), at(recorded)));
              }
            });
    since.put(name, new Since(left, new TreeMap<>()));
  }

  /** After a reset a device works with what the reset left, and with what was written since. */
  private void applied(String name, ContextApplied applied, RecordedEvent recorded) {
    Since reset = since.remove(name);
    if (reset != null) {
      Map<ContextField.Key, ContextField> expected = reset.whole();
      judge(
          byKey(applied.content()).values().stream()
              .allMatch(field -> field.equals(expected.get(field.key()))),
          () ->
              "%s works with a context that was written before it was reset, %s"
                  .formatted(name, at(recorded)));
    }
    known.put(name, applied.content());
  }

  private static boolean clears(String kind) {
    return Disturbance.of(kind).clears();
  }

  private static Map<ContextField.Key, ContextField> byKey(Bytes content) {
    var fields = new TreeMap<ContextField.Key, ContextField>();
    ContextCodec.decode(content).orElse(List.of()).forEach(field -> fields.put(field.key(), field));
    return fields;
  }
}
