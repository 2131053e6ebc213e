package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.FunctionForced;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts together what the reads of a device have returned, and holds it against the seal; and
 * nothing but a read may touch the context of a frozen device.
 */
final class ContextConstantWhileFrozen extends Invariant {

  private static final class Device {
    final Map<ContextField.Key, ContextField> returned = new TreeMap<>();
    Bytes sealed = Bytes.EMPTY;
    boolean frozen;
  }

  private final Map<String, Device> devices = new LinkedHashMap<>();

  /** Devices whose function their host has reset. */
  private final Set<String> forced = new LinkedHashSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof ContextSealed sealed) {
      device(name).sealed = sealed.content();
    } else if (event instanceof ContextRead read) {
      read(read, device(name), recorded);
    } else if (event instanceof ModeChanged changed) {
      enter(changed.to(), name);
    } else if (event instanceof AccessServed served && Stages.of(served.mode()) == Stage.FROZEN) {
      boolean changes = !fields(served.fields()).isEmpty() && !served.effect().equals("deferred");
      judge(!changes, () -> served.access() + " changed a frozen context, " + at(recorded));
    } else if (event instanceof DisturbanceEnded ended && isFromOutside(name, ended)) {
      devices.remove(name);
    } else if (event instanceof DisturbanceEnded ended && device(name).frozen) {
      judge(
          device(name).sealed.size() == 0 || ended.fields().equals(device(name).sealed),
          () -> ended.kind() + " changed a frozen context, " + at(recorded));
      enter(ended.mode(), name);
    } else if (event instanceof DisturbanceEnded ended && Disturbance.of(ended.kind()).clears()) {
      devices.remove(name);
    } else if (event instanceof FunctionForced force) {
      forced.add(force.member());
    } else if (event instanceof ContextDiscarded) {
      device(name).returned.clear();
    } else if (event instanceof ContextApplied
        || event instanceof DeviceResumed
        || event instanceof MemberReset) {
      devices.remove(name);
    }
  }

  /** Whether a reset is none of the guest's: its owner's, or its host's last resort. */
  private boolean isFromOutside(String name, DisturbanceEnded ended) {
    Disturbance kind = Disturbance.of(ended.kind());
    return kind.isOfOwner() || (kind == Disturbance.VF_FLR && forced.remove(name));
  }

  private void enter(String mode, String name) {
    if (Stages.of(mode) == Stage.WORKING) {
      devices.remove(name);
    } else {
      device(name).frozen = Stages.of(mode) == Stage.FROZEN;
    }
  }

  private void read(ContextRead read, Device device, RecordedEvent recorded) {
    fields(read.content()).stream()
        .filter(field -> field.type() != ContextField.DIGEST)
        .forEach(
            field ->
                device.returned.merge(field.key(), field, (before, after) -> after.over(before)));
    if (device.sealed.size() > 0) {
      judge(
          ContextCodec.encode(device.returned.values()).equals(device.sealed),
          () -> "what was read differs from what was sealed, " + at(recorded));
    }
  }

  private static List<ContextField> fields(Bytes content) {
    return ContextCodec.decode(content).orElse(List.of());
  }

  private Device device(String name) {
    return devices.computeIfAbsent(name, missing -> new Device());
  }
}
