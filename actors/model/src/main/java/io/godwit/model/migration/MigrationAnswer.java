package io.godwit.model.migration;

import io.godwit.model.entity.Message;

/** What a migration answers the fleet. */
public sealed interface MigrationAnswer extends Message {

  /** How the attempt ended: {@code outcome} is a word of {@link Outcome}. */
  record AttemptEnded(Outcome outcome, String reason) implements MigrationAnswer {}

  /** What became of an attempt that the fleet asked about, which is over. */
  record AttemptReported(int attempt, Outcome outcome, String reason) implements MigrationAnswer {}

  /** An attempt was asked for that was begun before: nothing came of that. */
  record AttemptDenied(int attempt, String reason) implements MigrationAnswer {}

  /** A fault of the scenario strikes {@code host}, which this migration has brought about. */
  record PlaceStruck(int fault, String host, String trigger) implements MigrationAnswer {}

  /** An operator ends the migration of {@code vm}, as a scenario has it. */
  record CancelWanted(String vm) implements MigrationAnswer {}
}
