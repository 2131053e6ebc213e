package io.godwit.model.migration;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.network.FabricMessage.StopFlow;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.stream.IntStream;

/** What an attempt asks, as messages: of both hypervisors, devices behind them, and the fabric. */
final class Calls {

  private Calls() {}

  static Outgoing toSource(AttemptState attempt, HypervisorMessage question) {
    return toSource(attempt, SimDuration.ZERO, question);
  }

  private static Outgoing toSource(
      AttemptState attempt, SimDuration later, HypervisorMessage question) {
    return new Outgoing(
        EntityId.hypervisor(attempt.source()),
        attempt.settings().localCall().plus(later),
        question);
  }

  static Outgoing toDestination(AttemptState attempt, HypervisorMessage question) {
    SimDuration call = attempt.settings().remoteCall();
    return new Outgoing(
        EntityId.hypervisor(attempt.destination()),
        attempt.settings().callsCrossFabric() ? call.plus(latency(attempt)) : call,
        question);
  }

  /** Of the fabric, one way. */
  static SimDuration latency(AttemptState attempt) {
    return attempt.context().latency(attempt.source(), attempt.destination());
  }

  static List<Outgoing> toSourceDevices(AttemptState attempt, DeviceOperation operation) {
    return toSourceDevices(attempt, operation, SimDuration.ZERO);
  }

  /** One device after the other, so long apart. */
  static List<Outgoing> toSourceDevices(
      AttemptState attempt, DeviceOperation operation, SimDuration skew) {
    return IntStream.range(0, attempt.devices())
        .mapToObj(
            device ->
                toSource(
                    attempt,
                    skew.times(device),
                    new OperateDevice(attempt.sourceMembers().get(device), operation, Bytes.EMPTY)))
        .toList();
  }

  /** Gives a device on the source what was read from it. */
  static Outgoing writeBack(AttemptState attempt, int device, Bytes read) {
    return toSource(
        attempt,
        new OperateDevice(
            attempt.sourceMembers().get(device), DeviceOperation.WRITE_CONTEXT, read));
  }

  /** Has a device on the source drop what was read from it, or written to it. */
  static Outgoing discard(AttemptState attempt, int device) {
    return toSource(
        attempt,
        new OperateDevice(
            attempt.sourceMembers().get(device), DeviceOperation.DISCARD_CONTEXT, Bytes.EMPTY));
  }

  static Outgoing toDestinationDevice(
      AttemptState attempt, String member, DeviceOperation operation, Bytes content) {
    return toDestination(attempt, new OperateDevice(member, operation, content));
  }

  /**
   * Has the flow that began last carry memory from source to destination, for as long as no pause
   * between two bytes is too long.
   */
  static Outgoing startFlow(AttemptState attempt, Step.Send send) {
    return startFlow(attempt, send, ByteCount.ZERO);
  }

  /** The same; the last {@code context} of its bytes are device context. */
  static Outgoing startFlow(AttemptState attempt, Step.Send send, ByteCount context) {
    return startFlow(
        attempt,
        attempt.source(),
        attempt.destination(),
        send,
        context,
        attempt.policy().keepalive());
  }

  /** A word from the destination that all is there. */
  static Outgoing acknowledge(AttemptState attempt) {
    return startFlow(
        attempt,
        attempt.destination(),
        attempt.source(),
        Step.Send.all(ByteCount.ZERO, Step.UNLIMITED),
        ByteCount.ZERO,
        Step.FOR_EVER);
  }

  private static Outgoing startFlow(
      AttemptState attempt,
      String from,
      String to,
      Step.Send send,
      ByteCount context,
      SimDuration patience) {
    return toFabric(
        new StartFlow(
            attempt.flows().last(),
            from,
            to,
            send.bytes(),
            context,
            send.cap(),
            send.atMost(),
            patience));
  }

  static Outgoing stopFlow(long flow) {
    return toFabric(new StopFlow(flow));
  }

  private static Outgoing toFabric(FabricMessage message) {
    return new Outgoing(EntityId.fabric(), Outgoing.SHORTEST, message);
  }

  /** Tells the fleet how it ended. */
  static Outgoing report(AttemptState attempt, Outcome outcome, String reason) {
    return new Outgoing(
        EntityId.fleet(),
        attempt.settings().remoteCall(),
        new MigrationAnswer.AttemptEnded(outcome, reason));
  }
}
