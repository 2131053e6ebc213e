package io.godwit.model.migration;

import io.godwit.model.entity.Message;
import io.godwit.model.hypervisor.VmSpec;

/** What a migration is told by the fleet, and tells itself. */
public sealed interface MigrationMessage extends Message {

  /** Begin an attempt, numbered from 1, from one host to another (by name). */
  record StartAttempt(VmSpec vm, String source, String destination, int attempt)
      implements MigrationMessage {}

  /** The attempt that begins next goes between hosts of these kinds, by their numbers. */
  record MeetKinds(int source, int destination) implements MigrationMessage {}

  /** An operator wants the guest to stay; ignored when it has gone, or has not begun to go. */
  record CancelAttempt() implements MigrationMessage {}

  /** To itself: the time of a strike has come; {@code strike} is its number in the settings. */
  record StrikeDue(int attempt, int strike) implements MigrationMessage {}

  /** To itself: a wait that the engine asked for is over. */
  record WaitOver(int attempt) implements MigrationMessage {}
}
