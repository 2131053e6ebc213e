package io.godwit.model.hypervisor;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import java.util.List;

/** What a hypervisor answers a migration. */
public sealed interface HypervisorAnswer extends Message {

  record VmDescribed(String vm, List<String> members) implements HypervisorAnswer {}

  record RoomReserved(List<String> members) implements HypervisorAnswer {}

  /** No room, or no such virtual machine; {@code reason} says what is missing, in numbers. */
  record RequestRefused(String reason) implements HypervisorAnswer {}

  record RoomReleased() implements HypervisorAnswer {}

  /**
   * {@code content} is what was read, empty for the other operations; {@code size} what it stands
   * for, the vendor's own state included.
   */
  record DeviceOperated(String member, DeviceOperation operation, Bytes content, ByteCount size)
      implements HypervisorAnswer {}

  /** The device refused; it is as it was. */
  record DeviceRefused(String member, DeviceOperation operation, int status, int qualifier)
      implements HypervisorAnswer {}

  record VcpusStopped(String vm) implements HypervisorAnswer {}

  record VcpusStarted(String vm) implements HypervisorAnswer {}

  record VmRemoved(String vm) implements HypervisorAnswer {}

  /** Nobody asked: the process that served a guest here is gone; {@code ran}: so is the guest. */
  record VmKilled(String vm, boolean ran, String reason) implements HypervisorAnswer {}
}
