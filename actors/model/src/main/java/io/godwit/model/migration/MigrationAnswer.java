package io.godwit.model.migration;

import io.godwit.model.entity.Message;

/** What a migration answers the fleet. */
public sealed interface MigrationAnswer extends Message {

  /** How the attempt ended: {@code outcome} is a word of {@link Outcome}. */
  record AttemptEnded(Outcome outcome, String reason) implements MigrationAnswer {}
}
