package io.godwit.model.migration;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.hypervisor.HypervisorMessage.RemoveVm;
import io.godwit.model.hypervisor.HypervisorMessage.ReserveIfFit;
import io.godwit.model.hypervisor.HypervisorMessage.ReserveRoom;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.hypervisor.HypervisorMessage.StartIfFit;
import io.godwit.model.hypervisor.HypervisorMessage.StartVcpus;
import io.godwit.model.hypervisor.HypervisorMessage.StopVcpus;
import io.godwit.model.unit.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What an attempt asks when a phase begins. {@link AttemptState} counts the same questions, so that
 * it knows which are open.
 */
final class Opening {

  private Opening() {}

  /** Of pre-copy it is the engine that says what to ask. */
  static List<Outgoing> of(Phase phase, AttemptState attempt) {
    if (attempt.isGone(Side.SOURCE) && phase.compareTo(Phase.RESUME) > 0) {
      return List.of();
    }
    return switch (phase) {
      case RESERVE ->
          attempt.cancelReason().isPresent()
              ? List.of()
              : List.of(Calls.toDestination(attempt, reserve(attempt)));
      case PRE_COPY -> List.of();
      case VCPU_STOP -> stopFirst(attempt);
      case DEVICE_STOP -> attempt.settings().devicesFirst() ? List.of() : stopDevices(attempt);
      case FREEZE -> freezeDevices(attempt);
      case CONTEXT_READ -> Calls.toSourceDevices(attempt, DeviceOperation.READ_CONTEXT);
      case FINAL_MEMORY -> List.of(lastMemory(attempt));
      case CONTEXT_WRITE -> ContextMoves.writeAll(attempt);
      case RESUME ->
          attempt.switchOver().isGuestDue() ? List.of(startGuest(attempt)) : resumeDevices(attempt);
      case POST_COPY -> List.of(PostCopy.follow(attempt));
      case RELEASE ->
          List.of(
              attempt.memory().session().acknowledges()
                  ? Calls.acknowledge(attempt)
                  : letGo(attempt));
    };
  }

  /** Devices are asked first what they wrote. */
  private static Outgoing lastMemory(AttemptState attempt) {
    Outgoing flow = Calls.startFlow(attempt, attempt.lastSend(), attempt.contexts().waiting());
    return attempt
        .memory()
        .deviceWrites()
        .map(asked -> new Outgoing(flow.to(), flow.delay().plus(asked.took()), flow.message()))
        .orElse(flow);
  }

  /** Devices stand from now on, and their guest runs on. */
  static List<Outgoing> suspend(AttemptState attempt, List<String> members) {
    DeviceOperation stop = stop(attempt);
    return members.stream()
        .map(member -> Calls.toSource(attempt, new OperateDevice(member, stop, Bytes.EMPTY)))
        .toList();
  }

  private static DeviceOperation stop(AttemptState attempt) {
    return attempt.settings().stopBeforeFreeze() ? DeviceOperation.STOP : DeviceOperation.FREEZE;
  }

  private static List<Outgoing> stopFirst(AttemptState attempt) {
    var asks =
        new ArrayList<>(
            attempt.switchOver().areProcessorsDue()
                ? List.of(stopGuest(attempt))
                : stopDevices(attempt));
    if (SeededBug.STARTED_BEFORE_SOURCE_STOPPED.isSown()) {
      asks.add(startGuest(attempt));
    }
    return asks;
  }

  /** Its processors. */
  static Outgoing stopGuest(AttemptState attempt) {
    return Calls.toSource(
        attempt, new StopVcpus(attempt.vm().name(), attempt.number(), Side.SOURCE));
  }

  private static List<Outgoing> stopDevices(AttemptState attempt) {
    return Calls.toSourceDevices(attempt, stop(attempt), attempt.settings().deviceSkew());
  }

  private static List<Outgoing> freezeDevices(AttemptState attempt) {
    return attempt.settings().stopBeforeFreeze()
        ? Calls.toSourceDevices(attempt, DeviceOperation.FREEZE)
        : List.of();
  }

  /** All leave Freeze first, or work as soon as they can. */
  static List<Outgoing> resumeDevices(AttemptState attempt) {
    DeviceOperation next =
        attempt.switchOver().isThawing() ? DeviceOperation.STOP : DeviceOperation.ACTIVATE;
    return attempt.destinationMembers().stream()
        .map(member -> Calls.toDestinationDevice(attempt, member, next, Bytes.EMPTY))
        .toList();
  }

  /** When its devices have resumed. */
  static Outgoing startGuest(AttemptState attempt) {
    String vm = attempt.vm().name();
    return Calls.toDestination(
        attempt,
        attempt
            .lateNeeds()
            .<HypervisorMessage>map(needs -> new StartIfFit(vm, needs))
            .orElseGet(() -> new StartVcpus(vm)));
  }

  private static HypervisorMessage reserve(AttemptState attempt) {
    return attempt
        .needs()
        .<HypervisorMessage>map(needs -> new ReserveIfFit(attempt.vm(), needs))
        .orElseGet(() -> new ReserveRoom(attempt.vm()));
  }

  /** The guest has all that it needs at the destination. */
  static Outgoing letGo(AttemptState attempt) {
    return Calls.toSource(attempt, new RemoveVm(attempt.vm().name()));
  }
}
