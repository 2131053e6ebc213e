package io.godwit.persistence.journal;

import java.util.Optional;

/** A run that was done again did something else than what is on record. */
public final class DivergedException extends JournalFailedException {

  private static final long serialVersionUID = 1L;

  private final long order;
  private final transient Optional<StoredEvent> now;

  DivergedException(String where, long order, Optional<StoredEvent> now) {
    this(where, order, now, "", "'godwit verify' shows both");
  }

  /** As above, with both sides behind the first words. */
  DivergedException(
      String where, long order, Optional<StoredEvent> now, String sides, String remedy) {
    super(
        where, "event %d is not what the run did the first time%s".formatted(order, sides), remedy);
    this.order = order;
    this.now = now;
  }

  /** The place of the first difference; one more than there are events where the record ends. */
  public long order() {
    return order;
  }

  /** What was done there now. */
  public Optional<StoredEvent> now() {
    return now;
  }
}
