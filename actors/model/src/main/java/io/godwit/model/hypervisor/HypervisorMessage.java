package io.godwit.model.hypervisor;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;

/** What a hypervisor is asked by migrations and by the fleet, and tells itself. */
public sealed interface HypervisorMessage extends Message {

  /** The two hosts of a migration. */
  enum Side {
    SOURCE("source"),
    DESTINATION("destination");

    private final String word;

    Side(String word) {
      this.word = word;
    }

    /** A stable word, for draws depend on it. */
    public String word() {
      return word;
    }
  }

  /** Asks the source which members a virtual machine has. */
  record DescribeVm(String vm) implements HypervisorMessage {}

  /** Asks the destination to set room aside for the virtual machine of the asking migration. */
  record ReserveRoom(VmSpec vm) implements HypervisorMessage {}

  /** The same where hosts differ: room is kept only if the guest finds there what it needs. */
  record ReserveIfFit(VmSpec vm, GuestNeeds needs) implements HypervisorMessage {}

  /** Gives the room back that the asking migration had reserved. */
  record ReleaseRoom() implements HypervisorMessage {}

  /** {@code content} is what to write, empty for the other operations. */
  record OperateDevice(String member, DeviceOperation operation, Bytes content)
      implements HypervisorMessage {}

  /** {@code attempt} of the asking migration, from 1; {@code side} of it that this host is. */
  record StopVcpus(String vm, int attempt, Side side) implements HypervisorMessage {}

  /** At the destination this turns the reservation of the asking migration into a resident. */
  record StartVcpus(String vm) implements HypervisorMessage {}

  /** The same where hosts differ and nobody has looked whether the guest finds what it needs. */
  record StartIfFit(String vm, GuestNeeds needs) implements HypervisorMessage {}

  /** Removes a virtual machine that runs elsewhere now, and resets its members. */
  record RemoveVm(String vm) implements HypervisorMessage {}

  /** To itself: the vCPUs stand, or run, as the migration asked. */
  record VcpusSettled(String vm, boolean running, String migration) implements HypervisorMessage {}

  /** To a host: its power is gone; it hears nothing until it boots. */
  record LosePower() implements HypervisorMessage {}

  /** To a host: its power is back, and it has booted. */
  record Boot() implements HypervisorMessage {}

  /** From the fleet: a guest begins here. */
  record CreateVm(VmSpec vm) implements HypervisorMessage {}

  /** From the fleet: a guest ends that runs here. */
  record DestroyVm(String vm) implements HypervisorMessage {}

  /** To a host: it stands for so long with all guests on it, and hears nothing meanwhile. */
  record PauseHost(SimDuration lasts) implements HypervisorMessage {}

  /** To a host: it goes on, unless another pause still holds it. */
  record ResumeHost() implements HypervisorMessage {}

  /** To a host: for so long, all that it does takes {@code factor} times as long. */
  record SlowHost(int factor, SimDuration lasts) implements HypervisorMessage {}

  /** To a host: from now on it is unfit for arriving guests in this way, or no longer. */
  record MisfitHost(String kind, boolean healed) implements HypervisorMessage {}

  /** The kernel kills the process that serves the guest of the asking migration, or will. */
  record KillVm(String vm, String reason) implements HypervisorMessage {}

  /** Boots a guest anew in the room that the asking migration had reserved. */
  record LaunchVm(String vm) implements HypervisorMessage {}
}
