package io.godwit.model.device;

import io.godwit.model.entity.StatePart;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The context that a member holds, and how its guest changes it. */
final class HeldContext implements StatePart {

  private final transient MemberSettings settings;

  /** As it was when the device last became active or stopped. */
  private List<ContextField> fields = List.of();

  /** Since when; what traffic makes of it follows from that. */
  private SimTime since = SimTime.ZERO;

  /** Whether a guest drives it; only then is there traffic, and a context worth moving. */
  private boolean assigned;

  /** Whether its guest has taken it into use and not reset it since. */
  private boolean live = true;

  /** Writes of its guest that wait for it to work again. */
  private final List<ContextField> deferred = new ArrayList<>();

  private final ControlCommand control = new ControlCommand();

  HeldContext(String member, MemberSettings settings, boolean assigned) {
    this.settings = settings;
    this.assigned = assigned;
    if (assigned) {
      fields = GuestDevice.setUp(member, settings);
    }
  }

  boolean isAssigned() {
    return assigned;
  }

  SimTime since() {
    return since;
  }

  List<ContextField> fields() {
    return fields;
  }

  List<ContextField> deferred() {
    return List.copyOf(deferred);
  }

  ControlCommand control() {
    return control;
  }

  /** Whether there is traffic, if the device is in a mode in which it {@code works}. */
  boolean hasTraffic(boolean works) {
    return works && assigned && live;
  }

  /** As traffic and a control command have left it at {@code now}. */
  List<ContextField> at(SimTime now, boolean works) {
    boolean whole =
        control.isDone(now) || settings.protocol().is(Switch.READ_ATOMICITY, "per-device");
    List<ContextField> settled =
        whole ? control.second().map(each -> merged(fields, List.of(each))).orElse(fields) : fields;
    return hasTraffic(works)
        ? GuestDevice.afterActive(settled, now.since(since), settings, false)
        : settled;
  }

  /** {@code fields} with {@code changes} over those of the same keys. */
  static List<ContextField> merged(List<ContextField> fields, List<ContextField> changes) {
    var merged = new TreeMap<ContextField.Key, ContextField>();
    fields.forEach(field -> merged.put(field.key(), field));
    changes.forEach(field -> merged.put(field.key(), field));
    return List.copyOf(merged.values());
  }

  /** The device stops, or goes on in another way, if it did work. */
  void settle(SimTime at, boolean worked) {
    if (hasTraffic(worked)) {
      boolean drained = !settings.carriesInFlight();
      fields = GuestDevice.afterActive(fields, at.since(since), settings, drained);
    }
    since = at;
  }

  void change(List<ContextField> changes) {
    fields = merged(fields, changes);
  }

  void defer(List<ContextField> changes) {
    deferred.addAll(changes);
  }

  void applyDeferred() {
    change(deferred);
    deferred.clear();
  }

  /** A disturbance is over, and has left this. */
  void replace(SimTime at, List<ContextField> left) {
    since = at;
    fields = left;
  }

  /** A guest has it work with this. */
  void takeOver(List<ContextField> arrived) {
    forgetPending();
    fields = arrived;
    assigned = true;
    live = true;
  }

  void clear() {
    fields = GuestDevice.defaults(fields);
    live = false;
  }

  /** Its guest must take it into use again. */
  void fallIdle() {
    live = false;
  }

  void giveBack() {
    forgetPending();
    fields = List.of();
    assigned = false;
    live = true;
  }

  /** Nothing waits to be applied any more. */
  void forgetPending() {
    deferred.clear();
    control.end();
  }
}
