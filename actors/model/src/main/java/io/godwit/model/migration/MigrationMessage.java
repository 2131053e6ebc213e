package io.godwit.model.migration;

import io.godwit.model.entity.Message;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/** What a migration is told by the fleet, and tells itself. */
public sealed interface MigrationMessage extends Message {

  /** Begin an attempt, numbered from 1, from one host to another (by name). */
  record StartAttempt(VmSpec vm, String source, String destination, int attempt)
      implements MigrationMessage {}

  /** The attempt that begins next goes between hosts of these kinds, by their numbers. */
  record MeetKinds(int source, int destination) implements MigrationMessage {}

  /** An operator wants the guest to stay; ignored when it has gone, or has not begun to go. */
  record CancelAttempt(String reason) implements MigrationMessage {}

  /** To itself: the time of a strike has come; {@code strike} is its number in the settings. */
  record StrikeDue(int attempt, int strike) implements MigrationMessage {}

  /** To itself: a wait that the engine asked for is over. */
  record WaitOver(int attempt) implements MigrationMessage {}

  /**
   * Nothing has come from {@code host} for {@code silent}, or it has said that its connections are
   * of no more use: it is taken to be gone.
   */
  record HostSilent(int attempt, String host, SimDuration silent) implements MigrationMessage {}

  /** The same of a host that only stands: it may go on, and answer then what it was asked. */
  record PeerStands(int attempt, String host, SimDuration silent) implements MigrationMessage {}

  /** To itself: the time is over that a phase may take, or all those in which the guest stands. */
  record PhaseOverdue(int attempt, String phase) implements MigrationMessage {}

  /** The fleet, which has been away, asks what became of an attempt. */
  record ReportAttempt(int attempt) implements MigrationMessage {}

  /** Start a guest anew that was lost with {@code host}. */
  record RestartGuest(VmSpec vm, String host, String destination, int attempt, SimTime lostAt)
      implements MigrationMessage {}

  /** A fault strikes whose time has come, whatever the migration does; its number in the list. */
  record StrikeNow(int strike, String trigger) implements MigrationMessage {}
}
