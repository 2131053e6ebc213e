package io.godwit.model.migration;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.MigrationEvent.AttemptBegun;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.ContextReceived;
import io.godwit.model.event.MigrationEvent.ContextsRequested;
import io.godwit.model.event.MigrationEvent.DeviceWritesFound;
import io.godwit.model.event.MigrationEvent.DevicesSuspended;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyResumed;
import io.godwit.model.event.MigrationEvent.QuestionAnswered;
import io.godwit.model.event.MigrationEvent.RoomGranted;
import io.godwit.model.event.MigrationEvent.SourceKept;
import io.godwit.model.event.MigrationEvent.SwitchoverAcknowledged;
import io.godwit.model.event.MigrationEvent.TransferEnded;
import io.godwit.model.event.MigrationEvent.WaitEnded;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.RoomReserved;
import io.godwit.model.hypervisor.HypervisorAnswer.VmDescribed;
import io.godwit.model.hypervisor.HypervisorMessage.DescribeVm;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.hypervisor.HypervisorMessage.StopVcpus;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage.PhaseOverdue;
import io.godwit.model.migration.MigrationMessage.RestartGuest;
import io.godwit.model.migration.MigrationMessage.StartAttempt;
import io.godwit.model.migration.MigrationMessage.StrikeDue;
import io.godwit.model.migration.MigrationMessage.StrikeNow;
import io.godwit.model.migration.MigrationMessage.WaitOver;
import io.godwit.model.migration.MigrationSettings.DriverHabits;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.precopy.DeviceWrites;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/**
 * Serves one message of one migration. The order of an attempt is the order of the methods here.
 * What is asked on the way is the business of {@link MemoryCopy}, {@link ContextMoves} and {@link
 * PostCopy}; {@link Undo} knows the way back.
 */
final class Attempt {

  private static final Dispatch<Attempt, AttemptState, Step> STEPS =
      Dispatch.<Attempt, AttemptState, Step>over(Step.class)
          .on(Step.Send.class, (attempt, state, send) -> attempt.send(state, send))
          .on(Step.Wait.class, (attempt, state, wait) -> attempt.await(wait))
          .on(Step.GiveUp.class, (attempt, state, end) -> attempt.giveUp(end))
          .on(Step.StopGuest.class, (attempt, state, stop) -> attempt.stopGuestWhenReady())
          .total();

  private final EntityId id;
  private final MigrationContext context;
  private final UnitOfWork<MigrationState> unit;

  Attempt(EntityId id, MigrationContext context, UnitOfWork<MigrationState> unit) {
    this.id = id;
    this.context = context;
    this.unit = unit;
  }

  // Before the guest stops.

  void start(StartAttempt start) {
    VmSpec vm = start.vm();
    unit.record(
        new AttemptBegun(
            vm.name(),
            vm.memory(),
            vm.devices(),
            start.source(),
            start.destination(),
            start.attempt()));
    unit.send(Calls.toSource(state(), new DescribeVm(vm.name())));
  }

  void described(VmDescribed described) {
    unit.record(
        new MigrationStarted(
            state().vm().name(),
            state().source(),
            state().destination(),
            state().number(),
            state().vm().memory(),
            state().engine(),
            state().policy().strategy(),
            described.members()));
    enter(Phase.RESERVE);
    state().cancelReason().ifPresent(new Retreat(unit)::cancel);
  }

  void reserved(RoomReserved reserved) {
    unit.record(new RoomGranted(reserved.members()));
    enter(Phase.PRE_COPY);
    List<String> first = state().toSuspend();
    if (first.isEmpty()) {
      beginCopy();
    } else {
      unit.record(new DevicesSuspended(first));
      send(Opening.suspend(state(), first));
    }
  }

  private void beginCopy() {
    if (state().policy().contextStrategy().ahead()) {
      readAhead();
    }
    takeTurn();
  }

  private void readAhead() {
    unit.record(new ContextsRequested(state().devices()));
    send(Calls.toSourceDevices(state(), DeviceOperation.READ_CONTEXT));
  }

  /** The engine has answered: what it found is told, what it asks is done. */
  private void takeTurn() {
    MemoryCopy.news(state().memory()).forEach(unit::record);
    if (ContextMoves.isDueAgain(state(), unit.now())) {
      readAhead();
    }
    STEPS.handle(this, state(), state().memory().turn().step());
  }

  private void await(Step.Wait wait) {
    SimDuration length = wait.length().isZero() ? Outgoing.SHORTEST : wait.length();
    unit.send(id, length, new WaitOver(state().number()));
  }

  void waitOver(WaitOver over) {
    if (over.attempt() != state().number() || !state().isUnderway()) {
      return;
    } else if (state().isIn(Phase.POST_COPY)) {
      unit.record(new PostCopyResumed(state().memory().recoveries() + 1));
      unit.send(PostCopy.follow(state()));
    } else {
      unit.record(new WaitEnded(over.attempt()));
      takeTurn();
    }
  }

  /** The engine lets the guest stop; contexts that are still on their way ahead come first. */
  private void stopGuestWhenReady() {
    if (state().memory().guestMayStop() && state().mayStop()) {
      enter(Phase.VCPU_STOP);
    }
  }

  // While the guest stands still.

  void vcpusStopped() {
    if (state().isUnderway()) { // else the guest was lost, and now stands for ever
      enter(Phase.DEVICE_STOP);
      proceed();
    }
  }

  /** When all that a phase waits for is in, the next one begins; one that asks nothing is over. */
  private void proceed() {
    while (state().isPhaseDone()) {
      enter(
          switch (state().phase().orElseThrow()) {
            case DEVICE_STOP -> Phase.FREEZE;
            case FREEZE -> Phase.CONTEXT_READ;
            case CONTEXT_READ -> Phase.FINAL_MEMORY;
            case CONTEXT_WRITE -> Phase.RESUME;
            default -> throw new IllegalStateException("nothing ends " + state().phase());
          });
    }
  }

  private void enter(Phase next) {
    Optional<Phase> before = state().phase();
    unit.record(new PhaseEntered(next.word()));
    if (next == Phase.FINAL_MEMORY) {
      state().memory().deviceWrites().ifPresent(this::found);
    }
    new Timeouts(id, unit).entered(next);
    new Strikes(id, context, unit).entered(before, next);
    send(Opening.of(next, state()));
  }

  private void found(DeviceWrites writes) {
    unit.record(new DeviceWritesFound(writes.written(), writes.found(), writes.took()));
  }

  void strikeDue(StrikeDue due) {
    new Strikes(id, context, unit).due(due);
  }

  void strikeNow(StrikeNow now) {
    new Strikes(id, context, unit).now(now);
  }

  void overdue(PhaseOverdue late) {
    new Timeouts(id, unit).over(late);
  }

  void restart(RestartGuest start) {
    new Restart(context, unit).begin(start);
  }

  /** What a device has done brings its context or its phase one step further. */
  void operated(DeviceOperated operated) {
    boolean atDestination = state().destinationMembers().contains(operated.member());
    if (operated.operation() == DeviceOperation.READ_CONTEXT) {
      contextRead(operated);
    } else if (operated.operation() == DeviceOperation.WRITE_CONTEXT) {
      contextWritten(operated);
    } else if (operated.operation() == DeviceOperation.FREEZE && atDestination) {
      unit.send(ContextMoves.writeTo(state(), operated.member()));
    } else {
      modeChanged(operated);
    }
  }

  private void contextRead(DeviceOperated read) {
    unit.record(new ContextReceived(read.member(), read.content(), read.size()));
    if (state().isIn(Phase.PRE_COPY)) {
      if (state().settings().driver().tellsPending()) {
        unit.record(ContextMoves.pending(state(), read));
      }
      unit.send(Calls.startFlow(state(), Step.Send.all(read.size(), Step.UNLIMITED), read.size()));
    } else {
      proceed();
    }
  }

  private void contextWritten(DeviceOperated written) {
    ContextMoved moved = ContextMoves.moved(state(), written.member());
    unit.record(moved);
    if (state().isIn(Phase.PRE_COPY)) {
      acknowledge();
      stopGuestWhenReady();
    } else if (!moved.ahead()) {
      proceed();
    } else if (state().isIn(Phase.CONTEXT_WRITE)) {
      unit.send(ContextMoves.writeTo(state(), written.member()));
    }
  }

  /** The destination has loaded what was sent ahead, and says so once. */
  private void acknowledge() {
    DriverHabits driver = state().settings().driver();
    boolean first = state().contexts().allThere() && !state().contexts().isAcknowledged();
    if (driver.tellsPending() && driver.waitsForAck() && first) {
      unit.record(new SwitchoverAcknowledged(state().devices()));
    }
  }

  private void modeChanged(DeviceOperated operated) {
    boolean thawing = state().switchOver().isThawing();
    unit.record(new QuestionAnswered(operated.member()));
    if (thawing && !state().switchOver().isThawing()) {
      send(Opening.resumeDevices(state()));
    } else if (state().switchOver().isGuestDue()) {
      unit.send(Opening.startGuest(state()));
      if (SeededBug.STARTED_TWICE.isSown()) {
        unit.send(Opening.startGuest(state()));
      }
      if (SeededBug.CONFIRMED_WITHOUT_FINISH.isSown()) {
        unit.send(Opening.letGo(state()));
      }
    } else if (state().isIn(Phase.VCPU_STOP)) {
      stopProcessorsWhenDue();
    } else if (state().isIn(Phase.PRE_COPY)) {
      if (state().switchOver().mayCopy()) {
        beginCopy();
      }
    } else {
      proceed();
    }
  }

  /** The last of the devices that stop before their guest has stopped. */
  private void stopProcessorsWhenDue() {
    if (state().switchOver().areProcessorsDue()) {
      unit.send(Opening.stopGuest(state()));
    }
  }

  void flowEnded(FlowEnded ended) {
    Optional<Integer> device = state().flows().deviceOf(ended.flow());
    if (state().wasCutOff(ended)) {
      new Retreat(unit).cutOff(ended, cutOffBy(ended));
    } else if (device.isPresent()) {
      contextArrived(ended, device.get());
    } else if (state().isIn(Phase.FINAL_MEMORY)) {
      finalMemorySent(ended);
    } else {
      unit.record(new TransferEnded(ended.flow(), ended.sent()));
      switch (state().phase().orElseThrow()) {
        case PRE_COPY -> takeTurn();
        case POST_COPY -> follow(cutOffBy(ended) + " in post-copy");
        case RELEASE -> unit.send(Opening.letGo(state()));
        default -> throw new IllegalStateException(ended + " in " + state().phase());
      }
    }
  }

  /** A host that has booted closes what it does not know; else a connection dies of silence. */
  private String cutOffBy(FlowEnded ended) {
    return ended.silent()
        ? "nothing came for " + state().policy().keepalive()
        : "the connection was closed";
  }

  private void contextArrived(FlowEnded ended, int device) {
    Outgoing next = ContextMoves.arrive(state(), device);
    unit.record(new TransferEnded(ended.flow(), ended.sent()));
    if (state().settings().driver().tellsPending()) {
      unit.record(ContextMoves.sent(state(), device));
    }
    unit.send(next);
    stopGuestWhenReady();
  }

  private void finalMemorySent(FlowEnded ended) {
    unit.record(new FinalMemorySent(state().memory().atStop().bytes(), ended.took()));
    send(ContextMoves.handOverRings(state()));
    enter(Phase.CONTEXT_WRITE);
    if (SeededBug.CONTEXT_WRITE_NOT_AWAITED.isSown()) {
      enter(Phase.RESUME);
    }
    proceed();
  }

  // After the guest runs again.

  void resumed() {
    boolean isAllThere = state().memory().session().afterResume().bytes().isZero();
    enter(isAllThere ? Phase.RELEASE : Phase.POST_COPY);
    if (state().isGone(Side.SOURCE)) {
      new Silence(unit).withoutSource();
    }
  }

  /**
   * Goes on until all is there.
   *
   * @param why it ended, should anything be missing
   */
  private void follow(String why) {
    if (state().memory().following().bytes().isZero()) {
      unit.record(PostCopy.finished(state(), unit.now()));
      enter(Phase.RELEASE);
    } else if (state().memory().recoveries() < state().policy().recovery().tries()) {
      SimDuration wait = state().policy().recovery().waitBefore(state().memory().recoveries() + 1);
      unit.record(PostCopy.paused(state(), why, wait));
      unit.send(id, wait, new WaitOver(state().number()));
    } else {
      lose(why);
    }
  }

  /** Nothing comes any more; its processors wait for pages for ever. */
  private void lose(String why) {
    unit.record(PostCopy.lost(state(), why));
    unit.send(
        Calls.toDestination(
            state(), new StopVcpus(state().vm().name(), state().number(), Side.DESTINATION)));
    unit.send(Calls.report(state(), Outcome.LOST, why));
  }

  void completed() {
    complete(unit, "");
  }

  /** The guest has gone, whatever the source makes of what it was. */
  void releaseRefused(String host, String reason) {
    unit.record(new SourceKept(host, reason));
    complete(unit, "%s did not let go: %s".formatted(host, reason));
  }

  boolean isReleased() {
    return state().isUnderway() && state().isIn(Phase.RELEASE);
  }

  static void complete(UnitOfWork<MigrationState> unit, String reason) {
    AttemptState state = unit.state().attempt().orElseThrow();
    unit.record(
        new MigrationCompleted(
            state.switchOver().resumedAt().since(state.switchOver().stoppedAt()),
            unit.now().since(state.startedAt()),
            state.memory().rounds(),
            state.memory().sent(),
            state.contexts().sent()));
    unit.send(Calls.report(state, Outcome.COMPLETED, reason));
  }

  private AttemptState state() {
    return unit.state().attempt().orElseThrow();
  }

  private void send(AttemptState state, Step.Send memory) {
    unit.send(Calls.startFlow(state, memory));
  }

  private void giveUp(Step.GiveUp end) {
    new Retreat(unit).begin(end.reason());
  }

  private void send(List<Outgoing> messages) {
    messages.forEach(unit::send);
  }
}
