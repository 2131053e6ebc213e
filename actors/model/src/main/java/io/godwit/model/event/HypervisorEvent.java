package io.godwit.model.event;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/** What happened on a host. */
public sealed interface HypervisorEvent extends Event {

  /** A host was touched for the first time: what it has and which virtual machines run on it. */
  record HypervisorStarted(ByteCount memory, ByteCount used, List<String> vms)
      implements HypervisorEvent {
    public HypervisorStarted {
      vms = List.copyOf(vms);
    }
  }

  /**
   * Room was set aside for a virtual machine that will arrive; {@code members} are its devices
   * here.
   */
  record ReservationMade(String migration, String vm, ByteCount memory, List<String> members)
      implements HypervisorEvent {
    public ReservationMade {
      members = List.copyOf(members);
    }
  }

  /** There was no room: {@code reason} names what was missing, in numbers. */
  record ReservationRefused(String migration, String vm, String reason)
      implements HypervisorEvent {}

  /** A reservation was given back because its migration did not complete. */
  record ReservationReleased(String migration, String vm) implements HypervisorEvent {}

  /** The vCPUs of a virtual machine stand still on this host. */
  record VcpusStopped(String vm) implements HypervisorEvent {}

  /** The vCPUs of a virtual machine run on this host (again, or for the first time). */
  record VcpusStarted(String vm) implements HypervisorEvent {}

  /** A virtual machine that left is gone from this host, its memory and members are free. */
  record VmRemoved(String vm) implements HypervisorEvent {}

  /** A virtual machine begins here that was nowhere before; {@code members} are its devices. */
  record VmCreated(String vm, ByteCount memory, List<String> members) implements HypervisorEvent {
    public VmCreated {
      members = List.copyOf(members);
    }
  }

  /**
   * An admin command was put on an owner's administration virtqueue and its doorbell rung.
   *
   * @param command number of the command on this host, from 1
   * @param operation what it is part of, such as {@code stop}
   * @param migration on whose behalf
   * @param after the command before it of the same operation; 0 for the first
   * @param content what the operation is to write, with its first command; else empty
   */
  record CommandSubmitted(
      long command,
      String owner,
      String member,
      String opcode,
      String operation,
      String migration,
      long after,
      Bytes content)
      implements HypervisorEvent {}

  /**
   * The driver holds as many resource objects of an owner as it may, and cannot read or write a
   * member's context.
   */
  record ObjectsUsedUp(String member, String migration, int limit) implements HypervisorEvent {}

  /**
   * The owner's interrupt came: the result of a command was read.
   *
   * @param result what the operation goes on with: a piece of a context of which there is more to
   *     read; else empty
   */
  record CommandCompleted(
      long command,
      String owner,
      String opcode,
      int status,
      int qualifier,
      SimDuration latency,
      Bytes result)
      implements HypervisorEvent {}

  /**
   * A member's status register was written, to bring it into {@code mode} in band.
   *
   * @param command number on this host, of the same sequence as those of admin commands
   */
  record StatusWritten(long command, String member, String mode, String operation, String migration)
      implements HypervisorEvent {}

  /**
   * The driver saw in a status register what came of a write.
   *
   * @param status the mode that was written, {@code needs-reset} when the device failed, or {@code
   *     unchanged} when the driver gave up
   * @param latency from the write
   */
  record StatusSeen(long command, String member, String status, SimDuration latency)
      implements HypervisorEvent {}

  /**
   * The host lost its power, or its kernel died: from now on it answers nobody.
   *
   * @param guests that lived here, whether they ran or stood; what they were is gone
   */
  record HostCrashed(List<String> guests) implements HypervisorEvent {
    public HostCrashed {
      guests = List.copyOf(guests);
    }
  }

  /** A host that had crashed is there again, with nobody on it. */
  record HostBooted() implements HypervisorEvent {}

  /**
   * The host stands, as under a stuck firmware or a frozen kernel.
   *
   * @param guests that ran until now, and do not while it stands
   */
  record HostPaused(SimDuration lasts, List<String> guests) implements HypervisorEvent {
    public HostPaused {
      guests = List.copyOf(guests);
    }
  }

  /** A host that stood goes on. */
  record HostResumed() implements HypervisorEvent {}

  /** For so long, all that this host does takes {@code factor} times as long. */
  record HostSlowed(int factor, SimDuration lasts) implements HypervisorEvent {}

  /** Guests that arrive find this host unfit, in a way that {@code kind} names, or no longer. */
  record HostUnfit(String kind, boolean healed) implements HypervisorEvent {}

  /**
   * The process that served a guest, or was to, was killed.
   *
   * @param ran whether the guest ran in it; else it may run elsewhere
   */
  record VmKilled(String vm, boolean ran, String reason) implements HypervisorEvent {}

  /** A host that serves a guest anew, which had been lost elsewhere: it boots. */
  record VmLaunched(String vm) implements HypervisorEvent {}

  /** A member was reset while its guest stood; the guest's driver takes care once it runs. */
  record DeviceWaits(String member) implements HypervisorEvent {}

  /** The owner's driver found its owner reset: it knows of no object and of no member's mode. */
  record OwnerFound(String owner) implements HypervisorEvent {}

  /**
   * A member was reset, by itself, while its guest was still expected: what its driver had stopped
   * it for and written to it is gone.
   */
  record ArrivalLost(String member) implements HypervisorEvent {}

  /**
   * A member that stood was reset by its guest, which runs and sets it up again: what its driver
   * had stopped it for is in vain.
   */
  record StandingDeviceReset(String member) implements HypervisorEvent {}

  /**
   * A member went from one state of VFIO to another, over one of its arcs, or into ERROR.
   *
   * @param from a name of VFIO v2, such as {@code PRE_COPY_P2P}
   */
  record VfioStateChanged(String member, String from, String to) implements HypervisorEvent {}

  /**
   * A member was reset, by its guest or with its owner: the driver takes it for RUNNING, and its
   * data session, if there is one, for broken.
   *
   * @param session whether there was one
   */
  record VfioDeviceReset(String member, String from, boolean session) implements HypervisorEvent {}

  /** The same while the driver was at work on the member: it puts that off until it is done. */
  record VfioResetDeferred(String member) implements HypervisorEvent {}

  /** A data session was found broken, as by EBADF on its file, and is given up. */
  record VfioSessionLost(String member, String migration) implements HypervisorEvent {}

  /**
   * A member could not be brought back to work by commands: the driver has reset the function, and
   * lets the guest's driver know.
   *
   * @param status of the last command
   */
  record FunctionForced(String member, int status, int qualifier) implements HypervisorEvent {}
}
