package io.godwit.model.hypervisor;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import java.util.List;

/** What a migration asks of a hypervisor, and what it answers. */
public sealed interface HypervisorMessage extends Message {

  /** Asks the source which members a virtual machine has. */
  record DescribeVm(String vm) implements HypervisorMessage {}

  record VmDescribed(String vm, List<String> members) implements HypervisorMessage {}

  /** Asks the destination to set room aside for the virtual machine of the asking migration. */
  record ReserveRoom(VmSpec vm) implements HypervisorMessage {}

  record RoomReserved(List<String> members) implements HypervisorMessage {}

  /** No room, or no such virtual machine; {@code reason} says what is missing, in numbers. */
  record RequestRefused(String reason) implements HypervisorMessage {}

  /** Gives the room back that the asking migration had reserved. */
  record ReleaseRoom() implements HypervisorMessage {}

  record RoomReleased() implements HypervisorMessage {}

  /** {@code content} is what to write, empty for the other operations. */
  record OperateDevice(String member, DeviceOperation operation, Bytes content)
      implements HypervisorMessage {}

  /**
   * {@code content} is what was read, empty for the other operations; {@code size} what it stands
   * for, the vendor's own state included.
   */
  record DeviceOperated(String member, DeviceOperation operation, Bytes content, ByteCount size)
      implements HypervisorMessage {}

  /** The device refused; it is as it was. */
  record DeviceRefused(String member, DeviceOperation operation, int status, int qualifier)
      implements HypervisorMessage {}

  record StopVcpus(String vm) implements HypervisorMessage {}

  record VcpusStopped(String vm) implements HypervisorMessage {}

  /** At the destination this turns the reservation of the asking migration into a resident. */
  record StartVcpus(String vm) implements HypervisorMessage {}

  record VcpusStarted(String vm) implements HypervisorMessage {}

  /** Removes a virtual machine that runs elsewhere now, and resets its members. */
  record RemoveVm(String vm) implements HypervisorMessage {}

  record VmRemoved(String vm) implements HypervisorMessage {}

  /** To itself: the vCPUs stand, or run, as the migration asked. */
  record VcpusSettled(String vm, boolean running, String migration) implements HypervisorMessage {}
}
