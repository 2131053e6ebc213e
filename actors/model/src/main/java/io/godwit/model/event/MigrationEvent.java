package io.godwit.model.event;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
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

  /** In post-copy the rest of the memory cannot come any more: the guest is lost. */
  record GuestLost(String reason, ByteCount missing, SimDuration downtime)
      implements MigrationEvent {}

  /** The context of one device went to the destination; {@code ahead} while the guest still ran. */
  record ContextMoved(String device, ByteCount size, boolean ahead) implements MigrationEvent {}

  /** The memory left at the stop was sent. */
  record FinalMemorySent(ByteCount sent, SimDuration took) implements MigrationEvent {}

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
}
