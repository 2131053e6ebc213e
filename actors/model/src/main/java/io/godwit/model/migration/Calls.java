package io.godwit.model.migration;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationState.Underway;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;

/** How an attempt asks: both hypervisors, devices behind them, and the fabric. */
final class Calls {

  private final EntityId id;
  private final MigrationContext context;
  private final MigrationState state;
  private final Decision.Builder decision;

  Calls(EntityId id, MigrationContext context, MigrationState state, Decision.Builder decision) {
    this.id = id;
    this.context = context;
    this.state = state;
    this.decision = decision;
  }

  private Underway underway() {
    return state.underway;
  }

  private EntityId source() {
    return EntityId.hypervisor(underway().source);
  }

  private EntityId destination() {
    return EntityId.hypervisor(underway().destination);
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
  void operateSource(DeviceOperation operation, SimDuration skew) {
    for (int device = 0; device < state.sourceMembers.size(); device++) {
      underway().awaited++;
      decision.send(
          source(),
          context.settings().localCall().plus(skew.times(device)),
          new OperateDevice(state.sourceMembers.get(device), operation, Bytes.EMPTY));
    }
  }

  /** Gives a device on the source what was read from it. */
  void writeBack(int device, Bytes read) {
    askSource(
        new OperateDevice(state.sourceMembers.get(device), DeviceOperation.WRITE_CONTEXT, read));
  }

  void operateDestination(String member, DeviceOperation operation, Bytes content) {
    askDestination(new OperateDevice(member, operation, content));
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

  /** A word from the destination that all is there. */
  void acknowledge() {
    startFlow(
        underway().destination, underway().source, Step.Send.all(ByteCount.ZERO, Step.UNLIMITED));
  }

  void stopFlow(long flow) {
    decision.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.StopFlow(flow));
  }
}
