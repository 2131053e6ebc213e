package io.godwit.model.migration;

import io.godwit.model.device.Access;
import io.godwit.model.device.DeviceMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorMessage.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorMessage.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationState.Underway;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.network.FabricMessage.FlowEnded;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves one message of one migration. The order of an attempt is the order of the methods here;
 * {@link MemoryCopy} sends memory while the guest runs, {@link Undo} takes an attempt back.
 */
final class Attempt {

  private final EntityId id;
  private final MigrationContext context;
  final MigrationState state;
  final SimTime now;
  final Decision.Builder decision = Decision.builder();

  /** The phase after what this message has already caused. */
  private Optional<Phase> phase;

  Attempt(EntityId id, MigrationContext context, MigrationState state, SimTime now) {
    this.id = id;
    this.context = context;
    this.state = state;
    this.now = now;
    this.phase = state.phase;
  }

  Decision serve(EntityId from, Message message) {
    if (message instanceof MigrationMessage.StartAttempt start) {
      start(start);
    } else if (message instanceof MigrationMessage.WaitOver over) {
      new MemoryCopy(this).waitOver(over);
    } else if (message instanceof MigrationMessage.CancelAttempt) {
      cancel();
    } else {
      underway().awaited--;
      if (underway().undoing.isPresent()) {
        new Undo(this).answered(message);
      } else {
        answered(message);
      }
    }
    return decision.build();
  }

  private void answered(Message message) {
    if (message instanceof DeviceOperated operated) {
      operated(operated);
    } else if (message instanceof FlowEnded ended) {
      flowEnded(ended);
    } else if (message instanceof HypervisorMessage.VmDescribed described) {
      described(described);
    } else if (message instanceof HypervisorMessage.RoomReserved reserved) {
      reserved(reserved);
    } else if (message instanceof HypervisorMessage.VcpusStopped) {
      if (phase.isPresent()) { // else the guest was lost, and now stands for ever
        vcpusStopped();
      }
    } else if (message instanceof HypervisorMessage.VcpusStarted) {
      resumed();
    } else if (message instanceof HypervisorMessage.VmRemoved) {
      completed();
    } else if (message instanceof HypervisorMessage.RequestRefused refused) {
      fail(refused.reason());
    } else if (message instanceof DeviceRefused refused) {
      fail(
          "%s refused to %s (status %d, qualifier %d)"
              .formatted(
                  refused.member(),
                  refused.operation().word(),
                  refused.status(),
                  refused.qualifier()));
    } else {
      throw new IllegalArgumentException("a migration has no use for " + message);
    }
  }

  // Before the guest stops.

  private void start(MigrationMessage.StartAttempt start) {
    state.underway = new Underway(start.vm(), start.source(), start.destination(), start.attempt());
    askSource(new HypervisorMessage.DescribeVm(start.vm().name()));
  }

  private void described(HypervisorMessage.VmDescribed described) {
    decision.record(
        new MigrationStarted(
            underway().vm.name(),
            underway().source,
            underway().destination,
            underway().attempt,
            underway().vm.memory(),
            context.engine(),
            context.strategy(),
            described.members()));
    enter(Phase.RESERVE);
    askDestination(new HypervisorMessage.ReserveRoom(underway().vm));
  }

  private void reserved(HypervisorMessage.RoomReserved reserved) {
    underway().destinationMembers = reserved.members();
    enter(Phase.PRE_COPY);
    if (context.settings().contextStrategy().ahead()) {
      readContextsAhead();
    }
    new MemoryCopy(this).begin(context.sessions().apply(state.vm, now));
  }

  private void readContextsAhead() {
    underway().contextsAhead = devices();
    underway().contextsAskedAt = now;
    operateSource(DeviceOperation.READ_CONTEXT);
  }

  /** After a round; the driver asks a device no more than once a second, as Linux does. */
  void readContextsAgain() {
    boolean due = now.since(underway().contextsAskedAt).compareTo(SimDuration.ofSeconds(1)) >= 0;
    if (context.settings().contextStrategy().iterates() && underway().contextsAhead == 0 && due) {
      readContextsAhead();
    }
  }

  /** How long this attempt may still copy before its guest stops. */
  SimDuration timeLeft() {
    long gib = Math.max(1, underway().vm.memory().bytes() >> 30);
    long deadlineNanos =
        state.startedAt.plus(context.settings().timeoutPerGib().times(gib)).nanos();
    return SimDuration.ofNanos(Math.max(0, deadlineNanos - now.nanos()));
  }

  String timeoutText() {
    return "not converged within " + context.settings().timeoutPerGib() + " a GiB";
  }

  /** The engine lets the guest stop; contexts that are still on their way ahead go first. */
  void stopGuestWhenReady() {
    if (underway().guestMayStop && underway().contextsAhead == 0) {
      enter(Phase.VCPU_STOP);
      askSource(new HypervisorMessage.StopVcpus(state.vm));
    }
  }

  // While the guest stands still.

  private void vcpusStopped() {
    underway().finalMemory =
        underway().session.orElseThrow().afterStop(now.since(underway().askedAt));
    enter(Phase.DEVICE_STOP);
    operateSource(
        settings().stopBeforeFreeze() ? DeviceOperation.STOP : DeviceOperation.FREEZE,
        settings().deviceSkew());
    proceedUnlessAwaiting();
  }

  /** What a device has done brings its context or its phase one step further. */
  private void operated(DeviceOperated operated) {
    int device = state.sourceMembers.indexOf(operated.member());
    switch (operated.operation()) {
      case READ_CONTEXT -> contextRead(device, operated.content(), operated.size());
      case WRITE_CONTEXT -> contextWritten(destinationDevice(operated));
      case FREEZE -> {
        if (device < 0) {
          writeContext(destinationDevice(operated));
        }
      }
      default -> {}
    }
    if (phase.orElseThrow() != Phase.PRE_COPY) {
      proceedUnlessAwaiting();
    }
  }

  private int destinationDevice(DeviceOperated operated) {
    return underway().destinationMembers.indexOf(operated.member());
  }

  private void contextRead(int device, Bytes content, ByteCount size) {
    underway().contexts.put(device, content);
    underway().contextSizes.put(device, size);
    underway().saved.computeIfAbsent(device, first -> new ArrayList<>()).add(content);
    underway().contextRead = true;
    underway().readWhileStopped |= phase.orElseThrow().inDowntime();
    if (phase.orElseThrow() == Phase.PRE_COPY) {
      Step.Send send = Step.Send.all(size, Step.UNLIMITED);
      underway().contextFlows.put(startFlow(send), device);
    }
  }

  private void writeContext(int device) {
    operate(
        destination(),
        underway().destinationMembers.get(device),
        DeviceOperation.WRITE_CONTEXT,
        underway().contexts.get(device));
  }

  private void contextWritten(int device) {
    boolean ahead = phase.orElseThrow() == Phase.PRE_COPY;
    underway().contexts.remove(device);
    ByteCount size = underway().contextSizes.remove(device);
    decision.record(new ContextMoved(state.sourceMembers.get(device), size, ahead));
    if (ahead) {
      underway().contextsAhead--;
      stopGuestWhenReady();
    }
  }

  private void flowEnded(FlowEnded ended) {
    Integer device = underway().contextFlows.remove(ended.flow());
    if (ended.flow() == underway().memoryFlow) {
      underway().memoryFlow = 0;
    }
    if (device != null) {
      receiveContext(device);
    } else if (phase.orElseThrow() == Phase.RELEASE) {
      letGo();
    } else if (phase.orElseThrow() == Phase.POST_COPY) {
      new PostCopyPhase(this).sent(ended);
    } else if (phase.orElseThrow() == Phase.PRE_COPY) {
      new MemoryCopy(this).sent(ended);
    } else {
      finalMemorySent(ended);
    }
  }

  private void receiveContext(int device) {
    if (underway().receiving.add(device)) {
      freezeDestination(device);
    } else {
      writeContext(device);
    }
  }

  private void freezeDestination(int device) {
    operate(
        destination(),
        underway().destinationMembers.get(device),
        DeviceOperation.FREEZE,
        Bytes.EMPTY);
  }

  /** When all that the phase waits for is in, the next one begins. */
  private void proceedUnlessAwaiting() {
    if (underway().awaited > 0 || underway().undoing.isPresent()) {
      return;
    }
    switch (phase.orElseThrow()) {
      case DEVICE_STOP -> {
        enter(Phase.FREEZE);
        if (settings().stopBeforeFreeze()) {
          operateSource(DeviceOperation.FREEZE);
        }
        proceedUnlessAwaiting();
      }
      case FREEZE -> {
        enter(Phase.CONTEXT_READ);
        operateSource(DeviceOperation.READ_CONTEXT);
        proceedUnlessAwaiting();
      }
      case CONTEXT_READ -> sendFinalMemory();
      case CONTEXT_WRITE -> {
        enter(Phase.RESUME);
        for (String member : underway().destinationMembers) {
          operate(destination(), member, DeviceOperation.ACTIVATE, Bytes.EMPTY);
        }
        startVcpusUnlessAwaiting();
      }
      case RESUME -> startVcpusUnlessAwaiting();
      default -> throw new IllegalStateException("nothing ends " + phase);
    }
  }

  /** One stream, as QEMU has it: what is left of the memory, then the contexts. */
  private void sendFinalMemory() {
    enter(Phase.FINAL_MEMORY);
    long contextBytes = underway().contextSizes.values().stream().mapToLong(ByteCount::bytes).sum();
    Step.Send memory = underway().finalMemory;
    startFlow(Step.Send.all(memory.bytes().plus(ByteCount.of(contextBytes)), memory.cap()));
  }

  private void finalMemorySent(FlowEnded ended) {
    decision.record(new FinalMemorySent(underway().finalMemory.bytes(), ended.took()));
    enter(Phase.CONTEXT_WRITE);
    for (int device = 0; device < devices(); device++) {
      if (context.settings().contextStrategy().ahead()) {
        writeContext(device);
      } else {
        freezeDestination(device);
      }
    }
    proceedUnlessAwaiting();
  }

  private void startVcpusUnlessAwaiting() {
    if (underway().awaited == 0) {
      askDestination(new HypervisorMessage.StartVcpus(state.vm));
    }
  }

  // After the guest runs again.

  private void resumed() {
    Step.Send rest = underway().session.orElseThrow().afterResume();
    if (rest.bytes().isZero()) {
      release();
    } else {
      enter(Phase.POST_COPY);
      new PostCopyPhase(this).begin(rest);
    }
  }

  void release() {
    enter(Phase.RELEASE);
    if (underway().session.orElseThrow().acknowledges()) {
      startFlow(
          underway().destination, underway().source, Step.Send.all(ByteCount.ZERO, Step.UNLIMITED));
    } else {
      letGo();
    }
  }

  private void letGo() {
    askSource(new HypervisorMessage.RemoveVm(state.vm));
  }

  private void completed() {
    decision.record(
        new MigrationCompleted(
            state.resumedAt.since(state.stoppedAt),
            now.since(state.startedAt),
            state.rounds,
            state.memorySent,
            state.contextSent));
    report(Outcome.COMPLETED, "");
  }

  /** Until the guest may run at the destination; then it is too late. */
  private void cancel() {
    boolean canBe = phase.isPresent() && phase.get().compareTo(Phase.RESUME) < 0;
    if (canBe && underway().undoing.isEmpty()) {
      fail("cancelled by the operator");
    }
  }

  void fail(String reason) {
    new Undo(this).begin(phase.orElse(Phase.RESERVE), reason);
  }

  void report(Outcome outcome, String reason) {
    decision.send(
        EntityId.fleet(),
        context.settings().remoteCall(),
        new MigrationMessage.AttemptEnded(outcome, reason));
  }

  // How it asks.

  Underway underway() {
    return state.underway;
  }

  int devices() {
    return state.sourceMembers.size();
  }

  EntityId source() {
    return EntityId.hypervisor(underway().source);
  }

  EntityId destination() {
    return EntityId.hypervisor(underway().destination);
  }

  void enter(Phase next) {
    phase = Optional.of(next);
    decision.record(new PhaseEntered(next.word()));
    for (DeviceStrike strike : settings().strikes()) {
      boolean due =
          strike.phase() == next
              && strike.attempt() == underway().attempt
              && strike.vm().equals(underway().vm.name());
      if (due) {
        strike(strike);
      }
    }
  }

  private void strike(DeviceStrike strike) {
    List<String> members =
        strike.atDestination() ? underway().destinationMembers : state.sourceMembers;
    if (strike.device() >= members.size()) {
      return;
    }
    String member = members.get(strike.device());
    SimDuration after = strike.after().plus(Outgoing.SHORTEST);
    if (strike.strike() instanceof Access.Strike.DisturbOwner owner) {
      decision.send(
          EntityId.owner(MemberName.owner(member)),
          after,
          new DeviceMessage.DisturbOwner(owner.disturbance(), owner.lasts()));
    } else {
      decision.send(EntityId.member(member), after, new DeviceMessage.Struck(strike.strike()));
    }
  }

  MigrationSettings settings() {
    return context.settings();
  }

  void toSelf(SimDuration after, MigrationMessage message) {
    decision.send(id, after.isZero() ? Outgoing.SHORTEST : after, message);
  }

  void askSource(HypervisorMessage question) {
    underway().awaited++;
    decision.send(source(), context.settings().localCall(), question);
  }

  void askDestination(HypervisorMessage question) {
    underway().awaited++;
    decision.send(destination(), remoteLatency(), question);
  }

  private SimDuration remoteLatency() {
    SimDuration call = context.settings().remoteCall();
    return context.settings().callsCrossFabric() ? call.plus(latency()) : call;
  }

  /** Of the fabric, one way. */
  SimDuration latency() {
    return context.latency(underway().source, underway().destination);
  }

  void operateSource(DeviceOperation operation) {
    operateSource(operation, SimDuration.ZERO);
  }

  /** One device after the other, so long apart. */
  private void operateSource(DeviceOperation operation, SimDuration skew) {
    for (int device = 0; device < devices(); device++) {
      underway().awaited++;
      decision.send(
          source(),
          settings().localCall().plus(skew.times(device)),
          new OperateDevice(state.sourceMembers.get(device), operation, Bytes.EMPTY));
    }
  }

  /** Gives a device on the source what was read from it. */
  void writeBack(int device, Bytes read) {
    operate(source(), state.sourceMembers.get(device), DeviceOperation.WRITE_CONTEXT, read);
  }

  private void operate(EntityId host, String member, DeviceOperation operation, Bytes content) {
    var question = new OperateDevice(member, operation, content);
    if (host.equals(source())) {
      askSource(question);
    } else {
      askDestination(question);
    }
  }

  void startMemoryFlow(Step.Send send) {
    underway().memoryFlow = startFlow(send);
  }

  /** Sends bytes from source to destination over the fabric; gives the flow's number. */
  long startFlow(Step.Send send) {
    return startFlow(underway().source, underway().destination, send);
  }

  private long startFlow(String from, String to, Step.Send send) {
    long flow = ++underway().lastFlow;
    underway().awaited++;
    decision.send(
        EntityId.fabric(),
        Outgoing.SHORTEST,
        new StartFlow(flow, from, to, send.bytes(), send.cap(), send.atMost()));
    return flow;
  }

  void stopFlow(long flow) {
    decision.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.StopFlow(flow));
  }
}
