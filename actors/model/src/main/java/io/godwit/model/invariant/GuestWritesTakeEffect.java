package io.godwit.model.invariant;

import io.godwit.model.context.Registers;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds the registers and tables that a guest wrote against what its device has when the guest goes
 * on, here or elsewhere: what it wrote is what it reads back. A reset of the guest's own takes its
 * writes along, but must itself come to its end before the guest has moved.
 */
final class GuestWritesTakeEffect extends Invariant {

  /** A context that is taken apart when somebody asks for it first: mostly nobody does. */
  private static final class Held {
    private final Bytes content;
    private Optional<Map<ContextField.Key, ContextField>> fields = Optional.empty();

    private Held(Bytes content) {
      this.content = content;
    }

    private Map<ContextField.Key, ContextField> fields() {
      if (fields.isEmpty()) {
        fields = Optional.of(ofGuest(content));
      }
      return fields.get();
    }
  }

  private final Successions successions = new Successions();

  /** By device: the values that its guest wrote last. */
  private final Map<String, Map<ContextField.Key, ContextField>> written = new LinkedHashMap<>();

  /** By device: what it was last known to hold. */
  private final Map<String, Held> held = new LinkedHashMap<>();

  /**
   * By device that works with the context of the one before: what its guest had written there, and
   * nobody has changed since.
   */
  private final Map<String, Map<ContextField.Key, ContextField>> arrived = new LinkedHashMap<>();

  /** The same by the device before, to which the guest may come back. */
  private final Map<String, Map<ContextField.Key, ContextField>> left = new LinkedHashMap<>();

  /** By device that stands and was read: what it has changed since, which stays with it. */
  private final Map<String, Map<ContextField.Key, ContextField>> late = new LinkedHashMap<>();

  /** By device: a reset that its guest asked for and that is not over. */
  private final Map<String, String> resets = new LinkedHashMap<>();

  /** The last that resumed, as long as it may take in the same moment what it had not looked at. */
  private Optional<RecordedEvent> resuming = Optional.empty();

  @Override
  public void accept(RecordedEvent recorded) {
    if (resuming.filter(resumed -> !isOneMoment(resumed, recorded)).isPresent()) {
      judgeResumed();
    }
    successions.accept(recorded);
    Event event = recorded.event();
    String name = recorded.entity().name();
    Handouts.in(event).forEach(this::forget);
    if (event instanceof AccessServed served) {
      served(name, served);
    } else if (event instanceof ContextSealed sealed) {
      hold(name, sealed.content());
    } else if (event instanceof ContextRead read) {
      read(name, read);
    } else if (event instanceof ContextApplied applied) {
      hold(name, applied.content());
      arrived(name);
    } else if (event instanceof DeviceResumed resumed) {
      hold(name, resumed.content());
      back(name);
      resuming = Optional.of(recorded);
    } else if (event instanceof DeviceInitialised initialised) {
      setUp(name, initialised, recorded);
    } else if (event instanceof DisturbanceBegan began) {
      if (isOfGuest(began.kind())) {
        resets.put(name, began.kind());
      }
    } else if (event instanceof DisturbanceEnded ended) {
      ended(name, ended);
    } else if (event instanceof MigrationCompleted) {
      successions.of(name).forEach((from, to) -> moved(from, to, recorded));
    }
  }

  private static boolean isOneMoment(RecordedEvent resumed, RecordedEvent next) {
    return next.at().equals(resumed.at()) && next.entity().equals(resumed.entity());
  }

  @Override
  protected void end() {
    judgeResumed();
  }

  private void judgeResumed() {
    resuming.ifPresent(
        resumed -> {
          String name = resumed.entity().name();
          readBack(name, written.getOrDefault(name, Contents.none()), name, resumed);
        });
    resuming = Optional.empty();
  }

  /** Read once more, a device that is not frozen gives away what it has changed since. */
  private void read(String name, ContextRead read) {
    if (Stages.of(read.mode()) == Stage.STOPPED && late.containsKey(name)) {
      carry(name, late.remove(name));
    }
    if (Stages.of(read.mode()) != Stage.WORKING) {
      late.putIfAbsent(name, Contents.none());
    }
  }

  private void carry(String name, Map<ContextField.Key, ContextField> changed) {
    if (written.containsKey(name)) {
      changed.forEach((key, field) -> written.get(name).replace(key, field));
    }
  }

  private void served(String name, AccessServed served) {
    if (Disturbance.ofWord(served.access()).isPresent()) {
      resets.put(name, served.access());
      return;
    } else if (served.access().endsWith("-read")) {
      return;
    }
    Map<ContextField.Key, ContextField> changed = ofGuest(served.fields());
    if (served.by().equals("device")) {
      changed.putAll(ofGuest(served.later()));
    }
    if (held.containsKey(name)) {
      held.get(name).fields().putAll(changed);
    }
    if (arrived.containsKey(name)) {
      arrived.get(name).keySet().removeAll(ofGuest(served.asked()).keySet());
      arrived.get(name).keySet().removeAll(changed.keySet());
    }
    if (!served.by().equals("device")) {
      written.computeIfAbsent(name, first -> new LinkedHashMap<>()).putAll(ofGuest(served.asked()));
    } else if (late.containsKey(name)) {
      late.get(name).putAll(changed);
    } else {
      carry(name, changed);
    }
  }

  /** The fields, without what no guest writes: the generation of the configuration. */
  private static Map<ContextField.Key, ContextField> ofGuest(Bytes content) {
    return Contents.byKey(
        Registers.withoutGeneration(ContextCodec.decode(content).orElse(List.of())));
  }

  private void hold(String name, Bytes content) {
    held.put(name, new Held(content));
  }

  private static boolean isOfGuest(String kind) {
    return kind.equals(Disturbance.VF_FLR.word()) || kind.equals(Disturbance.VIRTIO_RESET.word());
  }

  private void ended(String name, DisturbanceEnded ended) {
    if (Disturbance.of(ended.kind()).clears()) {
      forget(name);
    }
  }

  private void forget(String name) {
    resets.remove(name);
    written.remove(name);
    arrived.remove(name);
    left.remove(name);
    held.remove(name);
    late.remove(name);
  }

  /** Its driver has set all of it anew; the guest went on with what was there before that. */
  private void setUp(String name, DeviceInitialised initialised, RecordedEvent recorded) {
    successions.before(name).ifPresent(from -> cameOver(from, name, recorded));
    hold(name, initialised.content());
    written.remove(name);
  }

  private void moved(String from, String to, RecordedEvent recorded) {
    String reset = resets.remove(from);
    if (reset != null) {
      judge(false, () -> "a %s was left behind, %s".formatted(reset, at(recorded)));
    }
    cameOver(from, to, recorded);
  }

  private void cameOver(String from, String to, RecordedEvent recorded) {
    Map<ContextField.Key, ContextField> before = arrived.remove(to);
    left.remove(from);
    late.remove(from);
    readBack(from, before == null ? Contents.none() : before, to, recorded);
    Map<ContextField.Key, ContextField> values = written.remove(from);
    if (values != null) {
      readBack(from, values, to, recorded);
      written.computeIfAbsent(to, first -> new LinkedHashMap<>()).putAll(values);
    }
  }

  /** From now on what the guest writes it writes to its new device. */
  private void arrived(String name) {
    Optional<String> from = successions.before(name);
    if (from.isPresent() && written.containsKey(from.get())) {
      Map<ContextField.Key, ContextField> values = written.remove(from.get());
      left.put(from.get(), values);
      written.put(name, new LinkedHashMap<>(values));
      arrived.put(name, new LinkedHashMap<>(values));
    }
  }

  /** The guest is back at its old device, with what it wrote there and what that has changed. */
  private void back(String name) {
    Map<ContextField.Key, ContextField> values = left.remove(name);
    if (values != null) {
      values.putAll(written.getOrDefault(name, Contents.none()));
      written.put(name, values);
    }
    Map<ContextField.Key, ContextField> changed = late.remove(name);
    if (changed != null) {
      carry(name, changed);
    }
  }

  private void readBack(
      String writer,
      Map<ContextField.Key, ContextField> values,
      String reader,
      RecordedEvent recorded) {
    if (values.isEmpty()) {
      return;
    }
    Map<ContextField.Key, ContextField> there =
        held.containsKey(reader) ? held.get(reader).fields() : Contents.none();
    values.forEach(
        (key, value) ->
            judge(
                Objects.equals(value, there.get(key)),
                () ->
                    "what was written to %s (field 0x%x, %d) is not what %s has, %s"
                        .formatted(writer, key.type(), key.instance(), reader, at(recorded))));
  }
}
