package io.godwit.model.migration;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Message;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorAnswer;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationState.Underway;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;

/**
 * Serves one message of one migration. The order of an attempt is the order of the methods here;
 * {@link MemoryCopy} sends memory while the guest runs, {@link Undo} takes an attempt back.
 */
final class Attempt {

  private static final String CANCELLED = "cancelled by the operator";

  private final MigrationContext context;
  final MigrationState state;
  final SimTime now;
  final Decision.Builder decision = Decision.builder();

  final Calls calls;
  final ContextMoves contexts;

  /** The phase after what this message has already caused. */
  private Optional<Phase> phase;

  Attempt(EntityId id, MigrationContext context, MigrationState state, SimTime now) {
    this.context = context;
    this.state = state;
    this.now = now;
    this.phase = state.phase;
    this.calls = new Calls(id, context, state, decision);
    this.contexts = new ContextMoves(this);
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
    } else if (message instanceof HypervisorAnswer.VmDescribed described) {
      described(described);
    } else if (message instanceof HypervisorAnswer.RoomReserved reserved) {
      reserved(reserved);
    } else if (message instanceof HypervisorAnswer.VcpusStopped) {
      if (phase.isPresent()) { // else the guest was lost, and now stands for ever
        vcpusStopped();
      }
    } else if (message instanceof HypervisorAnswer.VcpusStarted) {
      resumed();
    } else if (message instanceof HypervisorAnswer.VmRemoved) {
      completed();
    } else if (message instanceof HypervisorAnswer.RequestRefused refused) {
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
    calls.askSource(new HypervisorMessage.DescribeVm(start.vm().name()));
  }

  private void described(HypervisorAnswer.VmDescribed described) {
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
    if (underway().cancelled) {
      fail(CANCELLED);
    } else {
      calls.askDestination(new HypervisorMessage.ReserveRoom(underway().vm));
    }
  }

  private void reserved(HypervisorAnswer.RoomReserved reserved) {
    underway().destinationMembers = reserved.members();
    enter(Phase.PRE_COPY);
    if (settings().contextStrategy().ahead()) {
      contexts.readAhead();
    }
    new MemoryCopy(this).begin(context.sessions().apply(state.vm, now));
  }

  /** How long this attempt may still copy before its guest stops. */
  SimDuration timeLeft() {
    long gib = Math.max(1, underway().vm.memory().bytes() >> 30);
    long deadlineNanos = state.startedAt.plus(settings().timeoutPerGib().times(gib)).nanos();
    return SimDuration.ofNanos(Math.max(0, deadlineNanos - now.nanos()));
  }

  String timeoutText() {
    return "not converged within " + settings().timeoutPerGib() + " a GiB";
  }

  /** The engine lets the guest stop; contexts that are still on their way ahead go first. */
  void stopGuestWhenReady() {
    if (underway().guestMayStop && underway().contextsAhead == 0) {
      enter(Phase.VCPU_STOP);
      calls.askSource(new HypervisorMessage.StopVcpus(state.vm));
    }
  }

  // While the guest stands still.

  private void vcpusStopped() {
    underway().finalMemory =
        underway().session.orElseThrow().afterStop(now.since(underway().askedAt));
    enter(Phase.DEVICE_STOP);
    calls.operateSource(
        settings().stopBeforeFreeze() ? DeviceOperation.STOP : DeviceOperation.FREEZE,
        settings().deviceSkew());
    proceedUnlessAwaiting();
  }

  /** What a device has done brings its context or its phase one step further. */
  private void operated(DeviceOperated operated) {
    int device = state.sourceMembers.indexOf(operated.member());
    switch (operated.operation()) {
      case READ_CONTEXT -> contexts.read(device, operated, phase.orElseThrow());
      case WRITE_CONTEXT -> contexts.written(operated.member(), phase.orElseThrow());
      case FREEZE -> {
        if (device < 0) {
          contexts.writeTo(operated.member());
        }
      }
      default -> {}
    }
    if (phase.orElseThrow() != Phase.PRE_COPY) {
      proceedUnlessAwaiting();
    }
  }

  private void flowEnded(FlowEnded ended) {
    Integer device = underway().contextFlows.remove(ended.flow());
    if (ended.flow() == underway().memoryFlow) {
      underway().memoryFlow = 0;
    }
    if (device != null) {
      contexts.receive(device);
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

  /** When all that the phase waits for is in, the next one begins. */
  private void proceedUnlessAwaiting() {
    if (underway().awaited > 0 || underway().undoing.isPresent()) {
      return;
    }
    switch (phase.orElseThrow()) {
      case DEVICE_STOP -> {
        enter(Phase.FREEZE);
        if (settings().stopBeforeFreeze()) {
          calls.operateSource(DeviceOperation.FREEZE);
        }
        proceedUnlessAwaiting();
      }
      case FREEZE -> {
        enter(Phase.CONTEXT_READ);
        calls.operateSource(DeviceOperation.READ_CONTEXT);
        proceedUnlessAwaiting();
      }
      case CONTEXT_READ -> sendFinalMemory();
      case CONTEXT_WRITE -> {
        enter(Phase.RESUME);
        for (String member : underway().destinationMembers) {
          calls.operateDestination(member, DeviceOperation.ACTIVATE, Bytes.EMPTY);
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
    Step.Send memory = underway().finalMemory;
    calls.startFlow(Step.Send.all(memory.bytes().plus(contexts.waiting()), memory.cap()));
  }

  private void finalMemorySent(FlowEnded ended) {
    decision.record(new FinalMemorySent(underway().finalMemory.bytes(), ended.took()));
    enter(Phase.CONTEXT_WRITE);
    contexts.writeAll();
    proceedUnlessAwaiting();
  }

  private void startVcpusUnlessAwaiting() {
    if (underway().awaited == 0) {
      calls.askDestination(new HypervisorMessage.StartVcpus(state.vm));
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
      calls.acknowledge();
    } else {
      letGo();
    }
  }

  private void letGo() {
    calls.askSource(new HypervisorMessage.RemoveVm(state.vm));
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
    underway().cancelled = phase.isEmpty();
    boolean canBe = phase.isPresent() && phase.get().compareTo(Phase.RESUME) < 0;
    if (canBe && underway().undoing.isEmpty()) {
      fail(CANCELLED);
    }
  }

  void fail(String reason) {
    new Undo(this).begin(phase.orElse(Phase.RESERVE), reason);
  }

  void report(Outcome outcome, String reason) {
    decision.send(
        EntityId.fleet(),
        settings().remoteCall(),
        new MigrationAnswer.AttemptEnded(outcome, reason));
  }

  Underway underway() {
    return state.underway;
  }

  int devices() {
    return state.sourceMembers.size();
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
        strike.send(
            strike.atDestination() ? underway().destinationMembers : state.sourceMembers, decision);
      }
    }
  }

  MigrationSettings settings() {
    return context.settings();
  }
}
