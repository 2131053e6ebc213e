package io.godwit.persistence.codec;

import io.godwit.model.event.MigrationEvent.CancelRequested;
import java.util.List;

/** What was on record of migrations before others than an operator could end them. */
final class OldMigrationEvents {

  static final List<Upcaster<?, ?>> STEPS =
      List.of(
          new OldVersion<>(
              "cancel-requested.v1",
              541,
              CancelRequestedV1.class,
              CancelRequested.class,
              CancelRequestedV1::next));

  private OldMigrationEvents() {}

  /** Without who wanted it: there were only operators. */
  public record CancelRequestedV1(int attempt) {

    CancelRequested next() {
      return new CancelRequested(attempt, "cancelled by the operator");
    }
  }
}
