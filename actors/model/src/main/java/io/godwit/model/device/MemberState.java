package io.godwit.model.device;

import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Stage;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a member device holds. It changes only as events say; see {@link MemberDevice}. */
final class MemberState {

  boolean started;
  Mode mode;

  /** Whether a guest drives it; only then is there traffic, and a context worth moving. */
  boolean assigned;

  /** The context as it was when the device last became active or stopped. */
  List<ContextField> fields = List.of();

  /** Since when the device has been in its mode. */
  SimTime modeSince = SimTime.ZERO;

  /** Whether it went through a mode that moves it; only then is resuming worth a record. */
  boolean sealed;

  /**
   * The change record: what the last reads have returned, by field. A read returns what differs.
   */
  final Map<ContextField.Key, Bytes> returned = new TreeMap<>();

  /** What the very last read returned. */
  List<ContextField> lastRead = List.of();

  String lastReadMode = "";

  /** What of that did not fit into the driver's buffer. */
  Bytes rest = Bytes.EMPTY;

  /** What was written and takes effect on becoming active; the last value of a field counts. */
  final Map<ContextField.Key, ContextField> written = new TreeMap<>();

  /** Whether the queues of a context that was written are set up already. */
  boolean queuesSetUp;

  /** What goes on right now, and until when. */
  Optional<Disturbance> disturbance = Optional.empty();

  SimTime disturbedUntil = SimTime.ZERO;

  /** Writes of its guest that wait for it to work again. */
  final List<ContextField> deferred = new ArrayList<>();

  /** Until when a control command is half done, and the part that is not. */
  SimTime tornUntil = SimTime.ZERO;

  Optional<ContextField> tornField = Optional.empty();

  /** What a scenario has in store for the next command. */
  Optional<Access.Strike.Fail> nextAnswer = Optional.empty();

  boolean loseNextResult;
  boolean corruptNextWrite;
  boolean toldBusy;

  /** Whether its guest has taken it into use and not reset it since. */
  boolean live = true;

  MemberState(Mode first) {
    mode = first;
  }

  boolean works() {
    return mode.stage() == Stage.WORKING;
  }

  boolean hasTraffic() {
    return works() && assigned && live;
  }

  /** The context at {@code now}, as traffic has left it. */
  List<ContextField> context(SimTime now, MemberSettings settings) {
    boolean whole =
        !tornUntil.isAfter(now) || settings.protocol().is(Switch.READ_ATOMICITY, "per-device");
    List<ContextField> settled =
        tornField.isPresent() && whole ? merged(fields, List.of(tornField.get())) : fields;
    return hasTraffic()
        ? GuestDevice.afterActive(settled, now.since(modeSince), settings, false)
        : settled;
  }

  /** The context once the device has stopped at {@code now}. */
  List<ContextField> stopped(SimTime now, MemberSettings settings) {
    if (!hasTraffic()) {
      return fields;
    }
    boolean carries = settings.carriesInFlight();
    return GuestDevice.afterActive(fields, now.since(modeSince), settings, !carries);
  }

  /** {@code fields} with {@code changes} over those of the same keys. */
  static List<ContextField> merged(List<ContextField> fields, List<ContextField> changes) {
    var merged = new TreeMap<ContextField.Key, ContextField>();
    fields.forEach(field -> merged.put(field.key(), field));
    changes.forEach(field -> merged.put(field.key(), field));
    return List.copyOf(merged.values());
  }

  /** What a device that keeps it until the next read returns once more. */
  List<ContextField> lastReadAgain() {
    return lastReadMode.equals(mode.word()) ? lastRead : List.of();
  }

  void forgetReads() {
    returned.clear();
    lastRead = List.of();
    rest = Bytes.EMPTY;
  }

  /** As a reset leaves it, whatever its mode is then. */
  void forgetAll() {
    forgetReads();
    written.clear();
    queuesSetUp = false;
    deferred.clear();
    tornField = Optional.empty();
    sealed = false;
  }
}
