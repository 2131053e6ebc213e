package io.godwit.model.context;

import io.godwit.model.entity.StatePart;
import io.godwit.model.option.ReadAtomicity;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The context that a member holds, and how its guest changes it. */
public final class HeldContext implements StatePart {

  private final transient MemberSettings settings;
  private final transient String member;

  /** As it was when the device last became active or stopped. */
  private List<ContextField> fields;

  /** Since when; what traffic makes of it follows from that. */
  private SimTime since = SimTime.ZERO;

  /** Whether a guest drives it; only then is there traffic, and a context worth moving. */
  private boolean assigned;

  /** Whether the memory of a guest has come that is to have it. */
  private boolean expected;

  /** Whether its guest has taken it into use and not reset it since. */
  private boolean live = true;

  /** Writes of its guest that wait for it to work again. */
  private final List<ContextField> deferred = new ArrayList<>();

  private final ControlCommand control = new ControlCommand();
  private final Queues queues;

  /** What a command on the control queue changes that the device has not looked at. */
  private List<ContextField> unobserved = List.of();

  public HeldContext(String member, MemberSettings settings, boolean assigned) {
    this.settings = settings;
    this.member = member;
    this.assigned = assigned;
    this.queues = new Queues(settings);
    this.fields = assigned ? GuestDevice.setUp(member, settings) : blank();
  }

  /** As nobody has set it up. */
  private List<ContextField> blank() {
    return Resets.left(GuestDevice.setUp(member, settings));
  }

  public boolean isAssigned() {
    return assigned;
  }

  public SimTime since() {
    return since;
  }

  public List<ContextField> fields() {
    return fields;
  }

  public List<ContextField> deferred() {
    return List.copyOf(deferred);
  }

  public ControlCommand control() {
    return control;
  }

  /** Whether there is traffic, if the device is in a mode in which it {@code works}. */
  public boolean hasTraffic(boolean works) {
    return works && assigned && live;
  }

  /** As traffic and a control command have left it at {@code now}. */
  public List<ContextField> at(SimTime now, boolean works) {
    boolean whole = control.isDone(now) || settings.protocol().is(ReadAtomicity.PER_DEVICE);
    List<ContextField> settled =
        whole ? control.second().map(each -> merged(fields, List.of(each))).orElse(fields) : fields;
    return hasTraffic(works)
        ? GuestDevice.afterActive(settled, now.since(since), settings, false, queues::isDeaf)
        : settled;
  }

  /** As it would be if the device stopped at {@code now}. */
  public List<ContextField> ifStopped(SimTime now, boolean works) {
    if (!hasTraffic(works)) {
      return at(now, works);
    }
    boolean drained = settings.drains();
    List<ContextField> stopped =
        GuestDevice.afterActive(
            at(now, false), now.since(since), settings, drained, queues::isDeaf);
    return drained || settings.carriesInFlight() ? stopped : GuestDevice.withoutLists(stopped);
  }

  /** {@code fields} with {@code changes} over those of the same keys. */
  public static List<ContextField> merged(List<ContextField> fields, List<ContextField> changes) {
    var merged = new TreeMap<ContextField.Key, ContextField>();
    fields.forEach(field -> merged.put(field.key(), field));
    changes.forEach(field -> merged.put(field.key(), field));
    return List.copyOf(merged.values());
  }

  /**
   * The device stops, or goes on in another way, if it did work.
   *
   * @param stops whether what is in flight ends as the device has it that stops
   */
  public void settle(SimTime at, boolean worked, boolean stops) {
    if (hasTraffic(worked)) {
      boolean drained = stops ? settings.drains() : !settings.carriesInFlight();
      SimDuration length = at.since(since);
      fields = GuestDevice.afterActive(fields, length, settings, drained, queues::isDeaf);
      queues.advance(length, drained);
      if (!drained && !settings.carriesInFlight()) {
        fields = GuestDevice.withoutLists(fields);
      }
    }
    since = at;
  }

  /** The rings, as they were when the device last became active or stopped. */
  public Queues queues() {
    return queues;
  }

  public List<ContextField> unobserved() {
    return unobserved;
  }

  /** A command waits on the control queue; none of the device's knows of it. */
  public void leaveUnobserved(List<ContextField> changes) {
    unobserved = changes;
  }

  /** Whether there are rings of a guest, which has this device or will. */
  public boolean hasRings() {
    return assigned || expected;
  }

  /** Somebody looked at the rings; what the device has fetched by that counts in its indexes. */
  public void seeRings(List<RingPositions> rings) {
    for (RingPositions seen : rings) {
      long more = seen.fetched() - queues.positions().get(seen.queue()).fetched();
      fields = GuestDevice.afterFetching(fields, seen.queue(), (int) more, settings.packed());
    }
    queues.set(rings);
  }

  /** Its guest's memory has come. */
  public void memoryCame(List<RingPositions> rings, List<ContextField> command) {
    expected = true;
    queues.set(rings);
    unobserved = command;
  }

  /** What it has noted of doorbells is of no use any more. */
  public void forgetNotes() {
    fields = fields.stream().filter(field -> field.type() != ContextField.NOTED_DOORBELLS).toList();
  }

  public void change(List<ContextField> changes) {
    fields = merged(fields, changes);
  }

  public void defer(List<ContextField> changes) {
    deferred.addAll(changes);
  }

  public void applyDeferred() {
    change(deferred);
    deferred.clear();
  }

  /** A disturbance is over, and has left this. */
  public void replace(SimTime at, List<ContextField> left) {
    since = at;
    fields = left;
  }

  /** A guest has it work with this. */
  public void takeOver(List<ContextField> arrived) {
    deferred.clear();
    control.end();
    fields = arrived;
    if (settings.carriesIndexes()) {
      queues.takeOver(arrived);
    } else {
      queues.derive();
    }
    assigned = true;
    live = true;
  }

  /** Traffic begins now. */
  public void beginAt(SimTime at) {
    since = at;
  }

  public void clear() {
    fields = Resets.left(fields);
    live = false;
  }

  /** Its guest must take it into use again. */
  public void fallIdle() {
    live = false;
  }

  public void giveBack() {
    forgetPending();
    queues.restart();
    fields = blank();
    assigned = false;
    expected = false;
    live = true;
  }

  /** Nothing waits to be applied any more. */
  public void forgetPending() {
    deferred.clear();
    control.end();
    unobserved = List.of();
  }
}
