package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DeviceMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what the reads of a device have returned, and holds it against the seal. */
final class ContextConstantWhileFrozen extends Invariant {

  private static final class Device {
    final Map<ContextField.Key, ContextField> returned = new TreeMap<>();
    Bytes sealed = Bytes.EMPTY;
  }

  private final Map<String, Device> devices = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof ContextSealed sealed) {
      device(name).sealed = sealed.content();
    } else if (event instanceof ContextRead read) {
      ContextCodec.decode(read.content())
          .orElse(List.of())
          .forEach(field -> device(name).returned.put(field.key(), field));
      judgeFrozen(read, device(name), recorded);
    } else if (event instanceof ModeChanged changed
        && changed.from().equals(DeviceMode.FREEZE.word())) {
      device(name).sealed = Bytes.EMPTY;
    } else if (event instanceof ContextDiscarded
        || event instanceof ContextApplied
        || event instanceof MemberReset) {
      devices.remove(name);
    }
  }

  private void judgeFrozen(ContextRead read, Device device, RecordedEvent recorded) {
    if (read.mode().equals(DeviceMode.FREEZE.word()) && device.sealed.size() > 0) {
      judge(
          ContextCodec.encode(device.returned.values()).equals(device.sealed),
          () -> "what was read differs from what was sealed, " + at(recorded));
    }
  }

  private Device device(String name) {
    return devices.computeIfAbsent(name, missing -> new Device());
  }
}
