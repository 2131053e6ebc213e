package io.godwit.model.device;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.State;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.FaultArmed;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.MemberEvent.InFlightSettled;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.event.MemberEvent.ModeChangePutOff;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RaceDecided;
import io.godwit.model.event.MemberEvent.ReadContinued;
import io.godwit.model.event.MemberEvent.ResultLost;
import io.godwit.model.event.MemberEvent.WorkingStateCleared;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Stage;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What a member device holds. */
final class MemberState implements State {

  private static final Dispatch<MemberState, SimTime, Event> EVENTS =
      Dispatch.<MemberState, SimTime, Event>over(MemberEvent.class)
          .on(MemberStarted.class, (state, at, event) -> state.started = true)
          .on(ModeChanged.class, MemberState::modeChanged)
          .on(ModeChangePutOff.class, (state, at, event) -> state.toldBusy = true)
          .on(ContextRead.class, MemberState::contextRead)
          .on(ReadContinued.class, (state, at, event) -> state.reads.advance(event.bytes()))
          .on(ContextWritten.class, MemberState::contextWritten)
          .on(ContextDiscarded.class, MemberState::contextDiscarded)
          .on(ContextSealed.class, (state, at, event) -> state.sealed = true)
          .on(ContextApplied.class, MemberState::contextApplied)
          .on(WorkingStateCleared.class, MemberState::workingStateCleared)
          .on(AccessServed.class, MemberState::accessServed)
          .on(DisturbanceBegan.class, MemberState::disturbanceBegan)
          .on(DisturbanceEnded.class, MemberState::disturbanceEnded)
          .on(FaultArmed.class, (state, at, event) -> state.faults.arm(event))
          .on(FaultStruck.class, (state, at, event) -> state.faults.strike(event))
          .on(MemberReset.class, MemberState::reset)
          .ignoring(
              CommandRefused.class,
              DeviceResumed.class,
              InFlightSettled.class,
              RaceDecided.class,
              ResultLost.class)
          .total();

  private final transient MemberSettings settings;
  private boolean started;
  private Mode mode;

  /** Whether a guest drives it; only then is there traffic, and a context worth moving. */
  private boolean assigned;

  /** Whether its guest has taken it into use and not reset it since. */
  private boolean live = true;

  /** The context as it was when the device last became active or stopped. */
  private List<ContextField> fields = List.of();

  /** Since when the device has been in its mode. */
  private SimTime modeSince = SimTime.ZERO;

  /** Whether it went through a mode that moves it; only then is resuming worth a record. */
  private boolean sealed;

  /** Whether it has put a change of its mode off; it does so once in each mode. */
  private boolean toldBusy;

  private final ReadContext reads;
  private final WrittenContext written = new WrittenContext();
  private final ControlCommand control = new ControlCommand();
  private final ArmedFaults faults = new ArmedFaults();

  /** Writes of its guest that wait for it to work again. */
  private final List<ContextField> deferred = new ArrayList<>();

  /** What goes on right now, and until when. */
  private Optional<Disturbance> disturbance = Optional.empty();

  private SimTime disturbedUntil = SimTime.ZERO;

  MemberState(String name, MemberSettings settings, boolean assigned) {
    this.settings = settings;
    this.mode = settings.protocol().modes().first();
    this.reads = new ReadContext(settings);
    this.assigned = assigned;
    if (assigned) {
      fields = GuestDevice.setUp(name, settings);
    }
  }

  boolean isStarted() {
    return started;
  }

  Mode mode() {
    return mode;
  }

  SimTime modeSince() {
    return modeSince;
  }

  boolean isAssigned() {
    return assigned;
  }

  boolean isSealed() {
    return sealed;
  }

  boolean hasToldBusy() {
    return toldBusy;
  }

  boolean works() {
    return mode.stage() == Stage.WORKING;
  }

  boolean hasTraffic() {
    return works() && assigned && live;
  }

  /** The context as it was when the device last became active or stopped. */
  List<ContextField> fields() {
    return fields;
  }

  ReadContext reads() {
    return reads;
  }

  WrittenContext written() {
    return written;
  }

  ControlCommand control() {
    return control;
  }

  ArmedFaults faults() {
    return faults;
  }

  /** Writes of its guest that wait for it to work again. */
  List<ContextField> deferred() {
    return List.copyOf(deferred);
  }

  Optional<Disturbance> disturbance() {
    return disturbance;
  }

  SimTime disturbedUntil() {
    return disturbedUntil;
  }

  /** The context at {@code now}, as traffic has left it. */
  List<ContextField> context(SimTime now) {
    boolean whole =
        control.isDone(now) || settings.protocol().is(Switch.READ_ATOMICITY, "per-device");
    List<ContextField> settled =
        whole ? control.second().map(each -> merged(fields, List.of(each))).orElse(fields) : fields;
    return hasTraffic()
        ? GuestDevice.afterActive(settled, now.since(modeSince), settings, false)
        : settled;
  }

  /** The context once the device has stopped at {@code now}. */
  private List<ContextField> stopped(SimTime now) {
    boolean drained = !settings.carriesInFlight();
    return hasTraffic()
        ? GuestDevice.afterActive(fields, now.since(modeSince), settings, drained)
        : fields;
  }

  /** {@code fields} with {@code changes} over those of the same keys. */
  static List<ContextField> merged(List<ContextField> fields, List<ContextField> changes) {
    var merged = new TreeMap<ContextField.Key, ContextField>();
    fields.forEach(field -> merged.put(field.key(), field));
    changes.forEach(field -> merged.put(field.key(), field));
    return List.copyOf(merged.values());
  }

  @Override
  public void evolve(SimTime at, Event event) {
    EVENTS.handle(this, at, event);
  }

  private void modeChanged(SimTime at, ModeChanged event) {
    fields = stopped(at);
    mode = settings.protocol().modes().ofWord(event.to());
    modeSince = at;
    toldBusy = false;
    reads.dropRest();
    if (works()) {
      fields = merged(fields, deferred);
      deferred.clear();
      sealed = false;
      reads.forget();
    }
  }

  private void contextRead(SimTime at, ContextRead event) {
    reads.read(event.mode(), fieldsOf(event.content()), event.content());
  }

  private void contextWritten(SimTime at, ContextWritten event) {
    written.write(fieldsOf(event.content()));
  }

  private void contextDiscarded(SimTime at, ContextDiscarded event) {
    reads.forget();
    written.discard();
  }

  private void contextApplied(SimTime at, ContextApplied event) {
    forgetAll();
    fields = fieldsOf(event.content());
    assigned = true;
    live = true;
  }

  private void workingStateCleared(SimTime at, WorkingStateCleared event) {
    fields = GuestDevice.defaults(fields);
    live = false;
    reads.forgetReturned();
  }

  private void accessServed(SimTime at, AccessServed event) {
    Effect effect = Effect.of(event.effect());
    List<ContextField> changes = fieldsOf(event.fields());
    if (event.access().equals(Access.CONTROL_COMMAND.word())) {
      controlCommand(at, effect, settings.protocol().modes().ofWord(event.mode()));
    }
    if (effect == Effect.DEFERRED) {
      deferred.addAll(changes);
    } else {
      fields = merged(fields, changes);
    }
  }

  /** A working device begins one; what is half done when it stops ends then, one way or another. */
  private void controlCommand(SimTime at, Effect effect, Mode in) {
    if (in.stage() != Stage.WORKING) {
      control.end();
    } else if (effect == Effect.APPLIED) {
      control.begin(at, fields);
    }
  }

  private void disturbanceBegan(SimTime at, DisturbanceBegan event) {
    Disturbance began = Disturbance.of(event.kind());
    fields = stopped(at);
    live &= !began.clears();
    modeSince = at;
    disturbance = Optional.of(began);
    disturbedUntil = at.plus(event.lasts());
  }

  private void disturbanceEnded(SimTime at, DisturbanceEnded event) {
    disturbance = Optional.empty();
    mode = settings.protocol().modes().ofWord(event.mode());
    modeSince = at;
    fields = fieldsOf(event.fields());
    if (Disturbance.of(event.kind()).clears()) {
      reads.forget();
      deferred.clear();
      control.end();
    }
  }

  private void reset(SimTime at, MemberReset event) {
    forgetAll();
    mode = settings.protocol().modes().first();
    assigned = false;
    live = true;
    disturbance = Optional.empty();
    fields = List.of();
  }

  /** As a reset leaves it, whatever its mode is then. */
  private void forgetAll() {
    reads.forget();
    written.forget();
    deferred.clear();
    control.end();
    sealed = false;
  }

  private static List<ContextField> fieldsOf(Bytes content) {
    return ContextCodec.decode(content)
        .orElseThrow(() -> new IllegalArgumentException("a recorded context is malformed"));
  }
}
