package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;

/**
 * Somebody who watches a pre-copy and may step in: an orchestrator, or a detector of stalls. It
 * never changes; what it has seen so far is in its successor.
 */
public interface Supervisor {

  /**
   * What becomes of the engine's {@code turn}.
   *
   * @param sent what the last step came to; nothing, in no time, at the first turn
   * @param ran since the first turn
   */
  Ruling rule(Turn turn, Sent sent, SimDuration ran);

  /**
   * A turn, left alone or changed, and who watches the next one.
   *
   * @param lookAgain after this long at the latest; {@link Step#FOR_EVER} leaves it to the engine
   * @param askAgain whether the engine has to say anew what to send, as it goes by other parameters
   */
  record Ruling(Turn turn, Supervisor next, SimDuration lookAgain, boolean askAgain) {

    public Ruling(Turn turn, Supervisor next, SimDuration lookAgain) {
      this(turn, next, lookAgain, false);
    }

    public static Ruling letBe(Turn turn, Supervisor next) {
      return new Ruling(turn, next, Step.FOR_EVER);
    }

    public Ruling askingAgain() {
      return new Ruling(turn, next, lookAgain, true);
    }
  }
}
