package io.godwit.model.event;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;

/** What happened in one migration, from the request to its end. */
public sealed interface MigrationEvent extends Event {

  /** An attempt began; {@code devices} are the members that move, on the source. */
  record MigrationStarted(
      String vm,
      String source,
      String destination,
      int attempt,
      ByteCount memory,
      String engine,
      String strategy,
      List<String> devices)
      implements MigrationEvent {
    public MigrationStarted {
      devices = List.copyOf(devices);
    }
  }

  /**
   * A phase began, and with it the one before ended; the breakdown of the downtime is the time
   * between these. {@code phase} is a word of {@code Phase}.
   */
  record PhaseEntered(String phase) implements MigrationEvent {}

  /**
   * Memory was sent once more while the guest ran.
   *
   * @param round from 1
   * @param sent bytes on the wire
   * @param dirtied what the guest has dirtied and the next round would send
   * @param took how long the sending took
   */
  record RoundFinished(int round, ByteCount sent, ByteCount dirtied, SimDuration took)
      implements MigrationEvent {}

  /** From now on the guest gets this much less of its processors, in percent, 0 to 99. */
  record GuestThrottled(int percent) implements MigrationEvent {}

  /**
   * The memory that followed the guest has arrived.
   *
   * @param sent bytes on the wire
   * @param took since the guest ran at the destination
   * @param faults pages that it touched before they came
   * @param stalled the time that it waited for them, all together
   */
  record PostCopyFinished(ByteCount sent, SimDuration took, long faults, SimDuration stalled)
      implements MigrationEvent {}

  /**
   * In post-copy nothing came for too long: the guest runs until it touches a page that is not
   * there, and the migration is taken up again later.
   *
   * @param missing bytes on the wire that have still to come
   * @param after so long it is tried
   */
  record PostCopyPaused(String reason, ByteCount missing, SimDuration after)
      implements MigrationEvent {}

  /** A post-copy that was paused is taken up again, for the {@code number}-th time. */
  record PostCopyResumed(int number) implements MigrationEvent {}

  /**
   * A fault of the scenario is on its way to what it strikes.
   *
   * @param fault its number among all faults of the scenario, from 0
   * @param target name of the device, or of the owner
   */
  record FaultAimed(int fault, String target) implements MigrationEvent {}

  /**
   * The same of a fault that is not at one device of one guest, once and for certain.
   *
   * @param kind what it does, as scenarios have it
   * @param target name of the device, the owner, the host or the guest
   * @param trigger what has brought it about
   */
  record FaultTriggered(int fault, String kind, String target, String trigger)
      implements MigrationEvent {}

  /** The guest runs at the destination, and the source would not let go of what it was. */
  record SourceKept(String host, String reason) implements MigrationEvent {}

  /** In post-copy the rest of the memory cannot come any more: the guest is lost. */
  record GuestLost(String reason, ByteCount missing, SimDuration downtime)
      implements MigrationEvent {}

  /**
   * What the kernel says of a device that was read while it worked (VFIO's PRECOPY_INFO): what of
   * its first state is not sent yet, and what of changes since. Nothing of either may be left when
   * the guest is stopped.
   */
  record PrecopyInfo(String device, ByteCount initial, ByteCount dirty) implements MigrationEvent {}

  /** The destination has loaded what was sent ahead of so many devices, and has told the source. */
  record SwitchoverAcknowledged(int devices) implements MigrationEvent {}

  /** The context of one device went to the destination; {@code ahead} while the guest still ran. */
  record ContextMoved(String device, ByteCount size, boolean ahead) implements MigrationEvent {}

  /** The memory left at the stop was sent. */
  record FinalMemorySent(ByteCount sent, SimDuration took) implements MigrationEvent {}

  /**
   * What the guest's devices wrote by themselves since they were last asked for it, up to the stop.
   *
   * @param written in pages, whoever knows of it; of a device that nobody asks, since the beginning
   * @param found of it, and therefore sent
   * @param took to ask
   */
  record DeviceWritesFound(ByteCount written, ByteCount found, SimDuration took)
      implements MigrationEvent {}

  /** The guest runs at the destination and the source has let go. */
  record MigrationCompleted(
      SimDuration downtime,
      SimDuration total,
      int rounds,
      ByteCount memorySent,
      ByteCount contextSent)
      implements MigrationEvent {}

  /** The attempt ended before the guest stopped: it runs on at the source as if nothing was. */
  record MigrationFailed(String phase, String reason) implements MigrationEvent {}

  /** The attempt ended after the guest stopped: devices and guest were resumed at the source. */
  record MigrationRolledBack(String phase, String reason, SimDuration downtime)
      implements MigrationEvent {}

  // What only the migration itself needs, to be what it was: the answers that it got.

  /**
   * The fleet asked for an attempt; the source has still to say which devices move.
   *
   * @param devices for each device of the guest, the owner on a host that gives it a member
   * @param attempt from 1
   */
  record AttemptBegun(
      String vm,
      ByteCount memory,
      List<String> devices,
      String source,
      String destination,
      int attempt)
      implements MigrationEvent {
    public AttemptBegun {
      devices = List.copyOf(devices);
    }
  }

  /** The attempt that begins next goes between hosts of these kinds, by their numbers. */
  record KindsMet(int source, int destination) implements MigrationEvent {}

  /** Somebody wanted the attempt to end, before it was known what moves. */
  record CancelRequested(int attempt, String reason) implements MigrationEvent {}

  /** The destination keeps room; {@code members} are the guest's devices there. */
  record RoomGranted(List<String> members) implements MigrationEvent {
    public RoomGranted {
      members = List.copyOf(members);
    }
  }

  /** Devices are to stand from now on, before any of the memory is sent. */
  record DevicesSuspended(List<String> members) implements MigrationEvent {
    public DevicesSuspended {
      members = List.copyOf(members);
    }
  }

  /** A flow of the attempt is over; {@code sent} bytes have crossed, all of it or what fitted. */
  record TransferEnded(long flow, ByteCount sent) implements MigrationEvent {}

  /** A wait that the engine wanted is over. */
  record WaitEnded(int attempt) implements MigrationEvent {}

  /** The contexts of all {@code devices} were asked for while the guest runs. */
  record ContextsRequested(int devices) implements MigrationEvent {}

  /**
   * A device of the source gave its context, or what of it has changed.
   *
   * @param content as it was read, and will be written
   * @param size what it stands for on the wire, the vendor's own state included
   */
  record ContextReceived(String device, Bytes content, ByteCount size) implements MigrationEvent {}

  /** A question was answered as it should be; {@code by} is the device or host that was asked. */
  record QuestionAnswered(String by) implements MigrationEvent {}

  /** A question was answered with a refusal; {@code by} is the device or host that was asked. */
  record QuestionRefused(String by) implements MigrationEvent {}

  /** The attempt is taken back from here on; {@code phase} is the one in which it failed. */
  record UndoBegun(String phase, String reason) implements MigrationEvent {}

  /**
   * The next part of taking it back began.
   *
   * @param stage a word of {@code Undoing.Stage}
   * @param asked how many questions it began with, from 1
   */
  record UndoEntered(String stage, int asked) implements MigrationEvent {}

  /** The guest runs at the source again, in an attempt that is taken back. */
  record GuestResumed(String vm) implements MigrationEvent {}

  /**
   * A host of the attempt is taken to be gone, since nothing came from it any more: what it was
   * asked will never be answered.
   */
  record HostGivenUp(String host, SimDuration silent) implements MigrationEvent {}

  /**
   * A guest that was lost with its host is to be started anew.
   *
   * @param host on which it lived
   * @param lostAt when its host crashed
   */
  record RestartBegun(
      String vm,
      ByteCount memory,
      List<String> devices,
      String host,
      String destination,
      int attempt,
      SimTime lostAt)
      implements MigrationEvent {
    public RestartBegun {
      devices = List.copyOf(devices);
    }
  }

  /** It runs again, as one that has just booted; {@code away} since its host crashed. */
  record GuestRestarted(String vm, String destination, SimDuration away)
      implements MigrationEvent {}

  /** This attempt to start it anew came to nothing. */
  record RestartFailed(String vm, String destination, String reason) implements MigrationEvent {}
}
