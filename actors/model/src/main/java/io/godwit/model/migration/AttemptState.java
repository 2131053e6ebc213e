package io.godwit.model.migration;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.AttemptBegun;
import io.godwit.model.event.MigrationEvent.CancelRequested;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.ContextReceived;
import io.godwit.model.event.MigrationEvent.ContextsRequested;
import io.godwit.model.event.MigrationEvent.DevicesSuspended;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.GuestResumed;
import io.godwit.model.event.MigrationEvent.GuestThrottled;
import io.godwit.model.event.MigrationEvent.HostGivenUp;
import io.godwit.model.event.MigrationEvent.KindsMet;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.PostCopyPaused;
import io.godwit.model.event.MigrationEvent.PostCopyResumed;
import io.godwit.model.event.MigrationEvent.QuestionAnswered;
import io.godwit.model.event.MigrationEvent.QuestionRefused;
import io.godwit.model.event.MigrationEvent.RoomGranted;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.MigrationEvent.SourceKept;
import io.godwit.model.event.MigrationEvent.SwitchoverAcknowledged;
import io.godwit.model.event.MigrationEvent.TransferEnded;
import io.godwit.model.event.MigrationEvent.UndoBegun;
import io.godwit.model.event.MigrationEvent.UndoEntered;
import io.godwit.model.event.MigrationEvent.WaitEnded;
import io.godwit.model.hypervisor.GuestNeeds;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far one attempt is. What it has asked follows from where it is, so that only answers are on
 * record: each of the methods without a result is one event, and closes the question that it
 * answers.
 */
final class AttemptState implements StatePart {

  private final transient MigrationContext context;
  private final transient MigrationPolicy policy;
  private final KindsMet kinds;
  private final VmSpec vm;
  private final String source;
  private final String destination;
  private final int number;

  private List<String> sourceMembers = List.of();
  private List<String> destinationMembers = List.of();

  /** Where it is; empty before the devices are known, and when it is over. */
  private Optional<Phase> phase = Optional.empty();

  private boolean over;
  private Optional<String> cancelReason = Optional.empty();
  private SimTime startedAt = SimTime.ZERO;

  /** Whether a fault has killed the process that was to receive its guest: there is no other. */
  private boolean receiverKilled;

  private final Questions questions = new Questions();
  private final SwitchOverState switchOver = new SwitchOverState();
  private final FlowState flows = new FlowState();
  private final MemoryState memory = new MemoryState();
  private final ContextState contexts = new ContextState();
  private Optional<Undoing> undoing = Optional.empty();

  AttemptState(MigrationContext context, AttemptBegun begun, KindsMet kinds) {
    this.kinds = kinds;
    this.context = context;
    policy = context.policies().apply(begun.vm());
    vm = new VmSpec(begun.vm(), begun.memory(), begun.devices());
    source = begun.source();
    destination = begun.destination();
    number = begun.attempt();
  }

  /** The word of what migrates it: that of the source. */
  String engine() {
    return context.engines().apply(kinds.source());
  }

  /** What the destination has to look at before it keeps room; empty where hosts are alike. */
  Optional<GuestNeeds> needs() {
    return context.fitting().first(vm, kinds.source());
  }

  /** What shows only when the guest is to start there. */
  Optional<GuestNeeds> lateNeeds() {
    return context.fitting().late(vm, kinds.source());
  }

  /** How much faster the guest is at the destination: so many parts of what it was. */
  SimDuration atDestination(SimDuration time) {
    int here = context.speeds().applyAsInt(kinds.source());
    int there = context.speeds().applyAsInt(kinds.destination());
    return here == there ? time : time.scaled(there, here);
  }

  // How it changes.

  void described(SimTime at, MigrationStarted started) {
    sourceMembers = started.devices();
    startedAt = at;
    questions.close(Side.SOURCE);
  }

  void cancelRequested(SimTime at, CancelRequested cancel) {
    cancelReason = Optional.of(cancel.reason());
  }

  void granted(SimTime at, RoomGranted granted) {
    destinationMembers = granted.members();
    questions.close(Side.DESTINATION);
  }

  /**
   * All that the phase before had asked is answered; the next one begins with its own questions.
   */
  void entered(SimTime at, PhaseEntered entered) {
    if (isIn(Phase.RESUME)) {
      switchOver.resume(at);
    }
    Phase next = Phase.of(entered.phase());
    phase = Optional.of(next);
    questions.begin(servedAt(next), firstQuestions(next));
    questions.ask(Side.DESTINATION, contexts.loading());
    switch (next) {
      case PRE_COPY -> {
        switchOver.await(toSuspend().size());
        take(at, context.sessions().begin(vm.name(), kinds.source(), at));
      }
      case VCPU_STOP -> switchOver.stop(at, !stopsDevicesFirst());
      case DEVICE_STOP -> memory.stop(at);
      case FREEZE -> memory.stopDevices(at);
      case CONTEXT_READ -> contexts.ask();
      case FINAL_MEMORY -> flows.beginMemory();
      case RESUME -> {
        if (settings().driver().resumesTogether() && !destinationMembers.isEmpty()) {
          switchOver.thaw();
        }
        startGuestWhenReady();
      }
      case POST_COPY -> {
        memory.beginToFollow();
        flows.beginMemory();
      }
      case RELEASE -> acknowledge();
      default -> {}
    }
  }

  /** Where a phase asks what it begins with. */
  private static Side servedAt(Phase next) {
    return switch (next) {
      case RESERVE, CONTEXT_WRITE, RESUME -> Side.DESTINATION;
      default -> Side.SOURCE;
    };
  }

  private int firstQuestions(Phase next) {
    return switch (next) {
      case RESERVE -> cancelReason.isPresent() ? 0 : 1;
      case PRE_COPY, FINAL_MEMORY, POST_COPY -> 0;
      case VCPU_STOP -> stopsDevicesFirst() ? devices() : 1;
      case RELEASE -> 1;
      case FREEZE -> settings().stopBeforeFreeze() ? devices() : 0;
      case DEVICE_STOP -> stopsDevicesFirst() ? 0 : devices();
      case CONTEXT_READ, CONTEXT_WRITE -> devices();
      case RESUME -> destinationMembers.size();
    };
  }

  /** Where the engine has it so, the source lets go after a word from the destination. */
  private void acknowledge() {
    if (memory.session().acknowledges()) {
      questions.drop(Side.SOURCE);
      flows.begin();
    }
  }

  void suspended(SimTime at, DevicesSuspended devices) {
    switchOver.suspend();
    questions.ask(Side.SOURCE, devices.members().size());
  }

  void requested(SimTime at, ContextsRequested requested) {
    contexts.request(at, requested.devices());
    questions.ask(Side.SOURCE, requested.devices());
  }

  void received(SimTime at, ContextReceived received) {
    int device = sourceMembers.indexOf(received.device());
    contexts.receive(
        device, new ContextState.Held(received.content(), received.size()), guestStands());
    questions.close(Side.SOURCE);
    if (isIn(Phase.PRE_COPY) && undoing.isEmpty()) {
      flows.beginContext(device);
    }
  }

  void moved(SimTime at, ContextMoved moved) {
    contexts.write(sourceMembers.indexOf(moved.device()), moved.size(), moved.ahead());
    questions.close(Side.DESTINATION);
  }

  void acknowledged(SimTime at, SwitchoverAcknowledged ignored) {
    contexts.acknowledge();
  }

  /** What follows of a flow is the next question or flow, unless the attempt is taken back. */
  void transferred(SimTime at, TransferEnded ended) {
    Optional<Integer> device = flows.deviceOf(ended.flow());
    flows.end(ended.flow());
    if (undoing.isPresent()) {
      return;
    }
    if (device.isPresent()) {
      contexts.arrive(device.get());
      questions.ask(Side.DESTINATION, 1);
    } else {
      memoryCrossed(at, ended.sent());
    }
  }

  private void memoryCrossed(SimTime at, ByteCount sent) {
    switch (phase.orElseThrow()) {
      case PRE_COPY -> take(at, memory.answerTo(sent, at));
      case POST_COPY -> memory.follow(sent);
      case RELEASE -> questions.ask(Side.SOURCE, 1); // the destination has said its last word
      default -> throw new IllegalStateException("no flow ends so in " + phase);
    }
  }

  void waited(SimTime at, WaitEnded ignored) {
    take(at, memory.answerTo(ByteCount.ZERO, at));
  }

  private void take(SimTime at, Turn turn) {
    memory.take(at, MemoryCopy.within(timeLeft(at), turn, policy));
    if (switchOver.mayCopy()) {
      beginFlow();
    }
  }

  private void beginFlow() {
    if (memory.turn().step() instanceof Step.Send) {
      flows.beginMemory();
    }
  }

  void throttled(SimTime at, GuestThrottled throttled) {
    memory.throttle(throttled.percent());
  }

  void roundFinished(SimTime at, RoundFinished round) {
    memory.finish(round);
  }

  void finalMemorySent(SimTime at, FinalMemorySent last) {
    memory.add(last.sent());
    flows.end(flows.last());
  }

  void paused(SimTime at, PostCopyPaused ignored) {
    memory.pause(at);
  }

  void goesOn(SimTime at, PostCopyResumed ignored) {
    memory.goOn(at);
    flows.beginMemory();
  }

  void postCopyFinished(SimTime at, PostCopyFinished followed) {
    memory.add(followed.sent());
  }

  void answered(SimTime at, QuestionAnswered answer) {
    questions.close(sideOf(answer.by()));
    boolean stoodNot = !switchOver.mayCopy();
    switchOver.answer();
    if (stoodNot && switchOver.mayCopy() && undoing.isEmpty()) {
      beginFlow();
    } else if (isIn(Phase.RESUME) && undoing.isEmpty()) {
      startGuestWhenReady();
    } else if (isIn(Phase.VCPU_STOP)
        && undoing.isEmpty()
        && questions.open(Side.SOURCE) == 0
        && !switchOver.areProcessorsDue()) {
      switchOver.stopProcessors();
      questions.ask(Side.SOURCE, 1);
    }
  }

  /** A guest without devices has none to stop. */
  private boolean stopsDevicesFirst() {
    return settings().devicesFirst() && devices() > 0;
  }

  private void startGuestWhenReady() {
    if (questions.open(Side.DESTINATION) != 0) {
      return;
    }
    if (switchOver.isThawing()) {
      switchOver.haveThawed();
      questions.ask(Side.DESTINATION, destinationMembers.size());
    } else {
      switchOver.startGuest();
      questions.ask(Side.DESTINATION, 1);
    }
  }

  /** Where a host is, or one of its devices. */
  private Side sideOf(String name) {
    return name.equals(destination) || destinationMembers.contains(name)
        ? Side.DESTINATION
        : Side.SOURCE;
  }

  void givenUp(SimTime at, HostGivenUp gone) {
    questions.giveUp(gone.host().equals(source) ? Side.SOURCE : Side.DESTINATION);
  }

  void kept(SimTime at, SourceKept ignored) {
    questions.drop(Side.SOURCE);
  }

  void refused(SimTime at, QuestionRefused refusal) {
    questions.close(sideOf(refusal.by()));
    undoing = undoing.map(was -> was.refusedBy(refusal.by()));
  }

  void undoBegun(SimTime at, UndoBegun begun) {
    undoing =
        Optional.of(
            new Undoing(
                Phase.of(begun.phase()),
                begun.reason(),
                Undoing.Stage.AWAIT_ANSWERS,
                0,
                List.of()));
  }

  void undoEntered(SimTime at, UndoEntered entered) {
    Undoing.Stage stage = Undoing.Stage.of(entered.stage());
    undoing = undoing.map(was -> was.at(stage));
    boolean away = stage == Undoing.Stage.RELEASE_ROOM;
    questions.begin(away ? Side.DESTINATION : Side.SOURCE, entered.asked());
  }

  void resumed(SimTime at, GuestResumed ignored) {
    switchOver.resume(at);
    questions.close(Side.SOURCE);
  }

  void ended(SimTime at, MigrationEvent ignored) {
    over = true;
    phase = Optional.empty();
    questions.begin(Side.SOURCE, 0);
  }

  // What it says.

  MigrationContext context() {
    return context;
  }

  MigrationSettings settings() {
    return context.settings();
  }

  MigrationPolicy policy() {
    return policy;
  }

  VmSpec vm() {
    return vm;
  }

  String source() {
    return source;
  }

  String destination() {
    return destination;
  }

  int number() {
    return number;
  }

  List<String> sourceMembers() {
    return sourceMembers;
  }

  List<String> destinationMembers() {
    return destinationMembers;
  }

  int devices() {
    return sourceMembers.size();
  }

  Optional<Phase> phase() {
    return phase;
  }

  boolean isIn(Phase which) {
    return phase.equals(Optional.of(which));
  }

  private boolean guestStands() {
    return phase.orElseThrow().inDowntime();
  }

  boolean isOver() {
    return over;
  }

  /** Whether it goes forward still. */
  boolean isUnderway() {
    return !over && undoing.isEmpty();
  }

  Optional<String> cancelReason() {
    return cancelReason;
  }

  SimTime startedAt() {
    return startedAt;
  }

  /** How long it may still copy at {@code now}, before its guest stops. */
  private SimDuration timeLeft(SimTime now) {
    long gib = Math.max(1, vm.memory().bytes() >> 30);
    long deadlineNanos = startedAt.plus(policy.timeoutPerGib().times(gib)).nanos();
    return SimDuration.ofNanos(Math.max(0, deadlineNanos - now.nanos()));
  }

  /** Whether a flow ended before its time with bytes left: its connection is gone. */
  boolean wasCutOff(FlowEnded ended) {
    return asked(ended.flow())
        .filter(send -> ended.sent().compareTo(send.bytes()) < 0)
        .filter(send -> ended.took().compareTo(send.atMost()) < 0)
        .isPresent();
  }

  /** What {@code flow} was to carry; empty for those that nothing can take back. */
  private Optional<Step.Send> asked(long flow) {
    Optional<Integer> device = flows.deviceOf(flow);
    if (device.isPresent()) {
      return Optional.of(Step.Send.all(contexts.held(device.get()).size(), Step.UNLIMITED));
    } else if (isIn(Phase.PRE_COPY)) {
      return Optional.of((Step.Send) memory.turn().step());
    }
    return isIn(Phase.FINAL_MEMORY) ? Optional.of(lastSend()) : Optional.empty();
  }

  /** One stream, as QEMU has it: what is left of the memory, then the contexts. */
  Step.Send lastSend() {
    return memory.atStop().followedBy(contexts.waiting(), memory.session().deviceDataPace());
  }

  /** How much of what it asked has no answer yet: nothing ends before all is in. */
  int awaited() {
    return questions.open() + flows.open();
  }

  /** Whether the host at a side is taken to be gone, so that nobody asks it anything. */
  boolean isGone(Side side) {
    return questions.isGone(side);
  }

  void receiverKilled() {
    receiverKilled = true;
  }

  boolean isReceiverKilled() {
    return receiverKilled;
  }

  /** The members that have to stand before memory is sent. */
  List<String> toSuspend() {
    var members = new ArrayList<String>();
    for (int device = 0; device < devices(); device++) {
      if (policy.standing().contains(vm.devices().get(device))) {
        members.add(sourceMembers.get(device));
      }
    }
    return members;
  }

  /** Whether its phase waits for nothing more; what was sent ahead may be loaded meanwhile. */
  boolean isPhaseDone() {
    int meanwhile = isIn(Phase.CONTEXT_WRITE) ? 0 : contexts.loading();
    return awaited() == meanwhile;
  }

  /** Whether all that was read of its devices while they worked is where it has to be. */
  boolean mayStop() {
    return settings().driver().waitsForAck() ? contexts.allThere() : contexts.allSent();
  }

  SwitchOverState switchOver() {
    return switchOver;
  }

  FlowState flows() {
    return flows;
  }

  MemoryState memory() {
    return memory;
  }

  ContextState contexts() {
    return contexts;
  }

  /** How far it is taken back; empty while it goes well. */
  Optional<Undoing> undoing() {
    return undoing;
  }
}
