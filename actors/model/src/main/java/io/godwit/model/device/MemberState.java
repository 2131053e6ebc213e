package io.godwit.model.device;

import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DeviceMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a member device holds. It changes only as events say; see {@link MemberDevice}. */
final class MemberState {

  boolean started;
  DeviceMode mode = DeviceMode.ACTIVE;

  /** Whether a guest drives it; only then is there traffic, and a context worth moving. */
  boolean assigned;

  /** The context as it was when the device last became active or stopped. */
  List<ContextField> fields = List.of();

  /** Since when the device has been active; meaningful in that mode only. */
  SimTime activeSince = SimTime.ZERO;

  /**
   * The change record: what the last reads have returned, by field. A read returns what differs.
   */
  final Map<ContextField.Key, Bytes> returned = new TreeMap<>();

  /** What was written and takes effect on becoming active; the last value of a field counts. */
  final Map<ContextField.Key, ContextField> written = new TreeMap<>();

  /** The context at {@code now}, as traffic has left it. */
  List<ContextField> context(SimTime now, MemberSettings settings) {
    if (mode != DeviceMode.ACTIVE || !assigned) {
      return fields;
    }
    return GuestDevice.afterActive(fields, now.since(activeSince), settings, false);
  }

  /** The context once the device has stopped at {@code now} and nothing is in flight. */
  List<ContextField> stopped(SimTime now, MemberSettings settings) {
    if (mode != DeviceMode.ACTIVE || !assigned) {
      return fields;
    }
    SimDuration active = now.since(activeSince);
    return GuestDevice.afterActive(fields, active, settings, true);
  }
}
