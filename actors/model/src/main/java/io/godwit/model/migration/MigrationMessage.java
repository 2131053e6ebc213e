package io.godwit.model.migration;

import io.godwit.model.entity.Message;
import io.godwit.model.hypervisor.VmSpec;

/** What the fleet tells a migration, what it answers, and what it tells itself. */
public sealed interface MigrationMessage extends Message {

  /** Begin an attempt, numbered from 1, from one host to another (by name). */
  record StartAttempt(VmSpec vm, String source, String destination, int attempt)
      implements MigrationMessage {}

  /** An operator wants the guest to stay; ignored when it has gone, or has not begun to go. */
  record CancelAttempt() implements MigrationMessage {}

  /** How the attempt ended: {@code outcome} is a word of {@link Outcome}. */
  record AttemptEnded(Outcome outcome, String reason) implements MigrationMessage {}

  /** To itself: a wait that the engine asked for is over. */
  record WaitOver(int attempt) implements MigrationMessage {}
}
