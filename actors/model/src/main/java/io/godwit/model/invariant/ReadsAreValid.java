package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds what guests and peers read from a device against the context that it has, where that is on
 * record; elsewhere at least it is not what a bus answers when nobody does, all ones.
 */
final class ReadsAreValid extends Invariant {

  private final Map<String, Map<ContextField.Key, ContextField>> held = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof ContextSealed sealed) {
      held.put(name, Contents.byKey(sealed.content()));
    } else if (event instanceof ContextApplied
        || event instanceof DisturbanceEnded
        || event instanceof MemberReset) {
      held.remove(name);
    } else if (event instanceof ModeChanged changed) {
      if (Stages.of(changed.to()) == Stage.WORKING) {
        held.remove(name);
      }
    } else if (event instanceof AccessServed served) {
      served(name, served, recorded);
    }
  }

  private void served(String name, AccessServed served, RecordedEvent recorded) {
    if (!served.access().endsWith("-read")) {
      if (held.containsKey(name)) {
        held.get(name).putAll(Contents.byKey(served.fields()));
      }
      return;
    }
    Contents.byKey(served.asked())
        .values()
        .forEach(
            returned ->
                judge(
                    isValid(returned, held.getOrDefault(name, Contents.none()).get(returned.key())),
                    () ->
                        "a %s in %s returned %s, which the device does not hold, %s"
                            .formatted(
                                served.access(),
                                served.mode(),
                                isAllOnes(returned.value()) ? "all ones" : "something",
                                at(recorded))));
  }

  private static boolean isValid(ContextField returned, ContextField held) {
    return held == null ? !isAllOnes(returned.value()) : held.equals(returned);
  }

  private static boolean isAllOnes(Bytes value) {
    for (int i = 0; i < value.size(); i++) {
      if (value.at(i) != (byte) 0xff) {
        return false;
      }
    }
    return value.size() > 0;
  }
}
