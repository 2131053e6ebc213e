package io.godwit.model.member;

import io.godwit.model.context.HeldContext;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.context.Registers;
import io.godwit.model.context.RingPositions;
import io.godwit.model.device.Access;
import io.godwit.model.device.MsixVector;
import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.State;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.CommandsCutOff;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.FaultArmed;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.MemberEvent.InFlightSettled;
import io.godwit.model.event.MemberEvent.InterruptHeld;
import io.godwit.model.event.MemberEvent.InterruptSent;
import io.godwit.model.event.MemberEvent.InterruptsArrived;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.event.MemberEvent.ModeChangePutOff;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RaceDecided;
import io.godwit.model.event.MemberEvent.ReadContinued;
import io.godwit.model.event.MemberEvent.ReadCutShort;
import io.godwit.model.event.MemberEvent.ResultLost;
import io.godwit.model.event.MemberEvent.RingsArrived;
import io.godwit.model.event.MemberEvent.RingsSeen;
import io.godwit.model.event.MemberEvent.StatusOverwritten;
import io.godwit.model.event.MemberEvent.VectorMasked;
import io.godwit.model.event.MemberEvent.WorkingStateCleared;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import java.util.Optional;

/** What a member device holds. */
public final class MemberState implements State {

  private static final Dispatch<MemberState, SimTime, Event> EVENTS =
      Dispatch.<MemberState, SimTime, Event>over(MemberEvent.class)
          .on(MemberStarted.class, (state, at, event) -> state.started = true)
          .on(ModeChanged.class, MemberState::modeChanged)
          .on(ModeChangePutOff.class, (state, at, event) -> state.putOff(at))
          .on(ContextRead.class, MemberState::contextRead)
          .on(ReadContinued.class, (state, at, event) -> state.reads.advance(event.bytes()))
          .on(ReadCutShort.class, (state, at, event) -> state.reads.cut(event.bytes()))
          .on(CommandsCutOff.class, (state, at, event) -> state.cutOff = event.ticket())
          .on(StatusOverwritten.class, (state, at, event) -> state.overwritten = event.write())
          .on(ContextWritten.class, MemberState::contextWritten)
          .on(ContextDiscarded.class, MemberState::contextDiscarded)
          .on(ContextSealed.class, (state, at, event) -> state.sealed = true)
          .on(ContextApplied.class, MemberState::contextApplied)
          .on(DeviceResumed.class, MemberState::resumed)
          .on(WorkingStateCleared.class, MemberState::workingStateCleared)
          .on(AccessServed.class, MemberState::accessServed)
          .on(DisturbanceBegan.class, MemberState::disturbanceBegan)
          .on(DisturbanceEnded.class, MemberState::disturbanceEnded)
          .on(FaultArmed.class, (state, at, event) -> state.faults.arm(event))
          .on(FaultStruck.class, (state, at, event) -> state.faults.strike(event))
          .on(MemberReset.class, MemberState::reset)
          .on(RingsSeen.class, MemberState::ringsSeen)
          .on(RingsArrived.class, MemberState::ringsArrived)
          .on(
              InterruptHeld.class,
              (state, at, event) -> state.interrupts.hold(Interrupts.vectors(event.vectors())))
          .on(
              InterruptSent.class,
              (state, at, event) -> state.interrupts.send(Interrupts.vectors(event.vectors())))
          .on(VectorMasked.class, MemberState::vectorMasked)
          .on(InterruptsArrived.class, (state, at, event) -> state.interrupts.arrive(event))
          .on(DeviceInitialised.class, MemberState::initialised)
          .ignoring(
              CommandRefused.class, InFlightSettled.class, RaceDecided.class, ResultLost.class)
          .total();

  private final transient MemberSettings settings;
  private boolean started;
  private Mode mode;

  /** Whether it went through a mode that moves it; only then is resuming worth a record. */
  private boolean sealed;

  /** The mode that it is leaving, and until when: what is in flight is done by then. */
  private Mode leaving;

  private SimTime drainedAt = SimTime.ZERO;

  /** When what was in flight is done for which it has put a change of its mode off. */
  private Optional<SimTime> busyUntil = Optional.empty();

  /** Whether it has told its guest that it cannot go on. */
  private boolean needsReset;

  /** The owner's number of the last command that a reset of the owner has cut off. */
  private long cutOff;

  /** The hypervisor's number of the last write of the status register that counts no longer. */
  private long overwritten;

  private final HeldContext held;
  private final ReadContext reads;
  private final WrittenContext written = new WrittenContext();
  private final ArmedFaults faults = new ArmedFaults();

  private final Ongoing ongoing = new Ongoing();
  private final Interrupts interrupts;

  MemberState(String name, MemberSettings settings, boolean assigned) {
    this.settings = settings;
    this.mode = settings.protocol().modes().first();
    this.leaving = mode;
    this.held = new HeldContext(name, settings, assigned);
    this.reads = new ReadContext(settings);
    this.interrupts = new Interrupts(settings.queues());
  }

  boolean isStarted() {
    return started;
  }

  Mode mode() {
    return mode;
  }

  boolean isCutOff(long ticket) {
    return ticket <= cutOff;
  }

  boolean isOverwritten(long write) {
    return write <= overwritten;
  }

  boolean isSealed() {
    return sealed;
  }

  /** The mode that it is still leaving; a change takes effect when its drain ends. */
  Optional<Mode> draining(SimTime now) {
    return drainedAt.isAfter(now) ? Optional.of(leaving) : Optional.empty();
  }

  /**
   * Whether it puts a change of its mode off: as long as it has not done what was in flight when it
   * was first asked. What its guest asks meanwhile is no reason, or it would never stop.
   */
  boolean putsOff(SimTime now) {
    return busyUntil.isEmpty() || busyUntil.get().isAfter(now);
  }

  boolean works() {
    return mode.stage() == Stage.WORKING;
  }

  boolean hasTraffic() {
    return held.hasTraffic(works());
  }

  HeldContext held() {
    return held;
  }

  /** The context as it was when the device last became active or stopped. */
  public List<ContextField> fields() {
    return held.fields();
  }

  /** The context at {@code now}, as traffic has left it. */
  public List<ContextField> context(SimTime now) {
    return held.at(now, works());
  }

  /** The same if it stopped at {@code now}. */
  List<ContextField> contextIfStopped(SimTime now) {
    return held.ifStopped(now, works());
  }

  public ReadContext reads() {
    return reads;
  }

  public WrittenContext written() {
    return written;
  }

  ArmedFaults faults() {
    return faults;
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /** What goes on right now. */
  Ongoing ongoing() {
    return ongoing;
  }

  /**
   * Whether it works, undisturbed, and no driver has taken it into use since it was reset, or has
   * said that it needs a reset.
   */
  boolean lacksDriver() {
    return works() && ongoing.isEmpty() && (needsReset || !Registers.isDriven(held.fields()));
  }

  @Override
  public void evolve(SimTime at, Event event) {
    EVENTS.handle(this, at, event);
  }

  private void putOff(SimTime at) {
    if (busyUntil.isEmpty()) {
      busyUntil = Optional.of(at.plus(settings.requestTime()));
    }
  }

  private void modeChanged(SimTime at, ModeChanged event) {
    Mode next = settings.protocol().modes().ofWord(event.to());
    held.settle(at, works(), next.stage() != Stage.WORKING);
    leaving = mode;
    drainedAt = at.plus(event.drain());
    mode = next;
    busyUntil = Optional.empty();
    reads.dropRest();
    if (works()) {
      held.applyDeferred();
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
    forget();
    held.takeOver(fieldsOf(event.content()));
  }

  private void workingStateCleared(SimTime at, WorkingStateCleared event) {
    held.clear();
    reads.forgetReturned();
  }

  private void accessServed(SimTime at, AccessServed event) {
    List<ContextField> later = fieldsOf(event.later());
    Disturbance.ofWord(event.access()).ifPresent(ongoing::putOff);
    needsReset |= event.access().equals(Accesses.NEEDS_RESET);
    if (event.access().equals(Access.MSIX_MASK.word())) {
      interrupts.mask(at, rate());
    } else if (event.access().equals(Access.MSIX_UNMASK.word())) {
      interrupts.unmask();
    }
    if (event.access().equals(Access.CONTROL_COMMAND.word())) {
      controlCommand(at, later, settings.protocol().modes().ofWord(event.mode()));
    } else {
      held.defer(later);
    }
    held.change(fieldsOf(event.fields()));
  }

  /** Of requests that complete each second. */
  private long rate() {
    return hasTraffic() ? settings.requestsPerSecond() : 0;
  }

  private void vectorMasked(SimTime at, VectorMasked event) {
    MsixVector vector = MsixVector.ofWord(event.vector()).orElseThrow();
    if (event.masked()) {
      interrupts.mask(vector, at, rate());
    } else {
      interrupts.unmask(vector);
    }
  }

  /** A working device begins one; what is half done when it stops ends then, one way or another. */
  private void controlCommand(SimTime at, List<ContextField> later, Mode in) {
    if (in.stage() != Stage.WORKING) {
      held.control().end();
      held.leaveUnobserved(later);
    } else if (later.isEmpty()) {
      held.leaveUnobserved(List.of());
    } else {
      held.control().begin(at, later.get(0));
    }
  }

  private void disturbanceBegan(SimTime at, DisturbanceBegan event) {
    Disturbance began = Disturbance.of(event.kind());
    held.settle(at, works(), false);
    if (began.clears()) {
      held.fallIdle();
    }
    ongoing.begin(began, at, event.lasts());
  }

  private void disturbanceEnded(SimTime at, DisturbanceEnded event) {
    Disturbance ended = Disturbance.of(event.kind());
    ongoing.end(ended);
    mode = settings.protocol().modes().ofWord(event.mode());
    held.replace(at, fieldsOf(event.fields()));
    sealed &= !works();
    if (ended.clears()) {
      needsReset = false;
      interrupts.clear();
      reads.forget();
      written.forget();
      held.forgetPending();
      held.queues().restart();
    }
  }

  /** What it noted of doorbells, and that its guest was to hear of a change, is done with. */
  private void resumed(SimTime at, DeviceResumed event) {
    held.forgetNotes();
    if (event.notified() > 0) {
      held.change(PendingNotice.cleared(held.fields()));
    }
  }

  private void ringsSeen(SimTime at, RingsSeen event) {
    held.seeRings(RingPositions.decode(event.positions()));
  }

  private void ringsArrived(SimTime at, RingsArrived event) {
    held.memoryCame(RingPositions.decode(event.positions()), fieldsOf(event.control()));
  }

  private void initialised(SimTime at, DeviceInitialised event) {
    mode = settings.protocol().modes().first();
    needsReset = false;
    held.queues().restart();
    held.takeOver(fieldsOf(event.content()));
    held.beginAt(at);
  }

  private void reset(SimTime at, MemberReset event) {
    forget();
    needsReset = false;
    interrupts.clear();
    held.giveBack();
    mode = settings.protocol().modes().first();
    ongoing.forget();
  }

  /** Whatever was read, written or sealed is of no use any more. */
  private void forget() {
    reads.forget();
    written.forget();
    sealed = false;
  }

  private static List<ContextField> fieldsOf(Bytes content) {
    return ContextCodec.decode(content)
        .orElseThrow(() -> new IllegalArgumentException("a recorded context is malformed"));
  }
}
