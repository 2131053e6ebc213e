package io.godwit.model.precopy;

import io.godwit.model.unit.SimTime;
import java.util.List;

/**
 * An engine's answer.
 *
 * @param session to ask next: the engine with what it has learnt
 * @param step to carry out
 * @param rounds that ended with this turn, in order, mostly none
 * @param throttlePercent how much of the guest's processor time to take away from now on, 0 to 99
 */
public record Turn(
    PreCopySession session, Step step, List<RoundReport> rounds, int throttlePercent) {

  public Turn {
    rounds = List.copyOf(rounds);
    if (throttlePercent < 0 || throttlePercent > 99) {
      throw new IllegalArgumentException("a throttle of " + throttlePercent + " %: 0 to 99");
    }
  }

  /** A turn that leaves the guest its processors. */
  public static Turn of(PreCopySession session, Step step, List<RoundReport> rounds) {
    return new Turn(session, step, rounds, 0);
  }

  /** Instead of its step the guest stops now, and all that is left moves while it stands. */
  public Turn stopped() {
    return new Turn(session, new Step.StopGuest(), rounds, throttlePercent);
  }

  /** Instead of its step the guest moves now, and what is left follows it. */
  public Turn leftBehind() {
    return new Turn(session.forPostCopy(), new Step.StopGuest(), rounds, throttlePercent);
  }

  /** Instead of its step the attempt ends. */
  public Turn givenUp(String reason) {
    return new Turn(session, new Step.GiveUp(reason), rounds, throttlePercent);
  }

  /** The same step by another session. */
  public Turn by(PreCopySession other) {
    return new Turn(other, step, rounds, throttlePercent);
  }

  /** Asks the session; the same question gets the same answer, whoever asks. */
  public Turn next(Sent sent, SimTime now) {
    return session.next(sent, now);
  }
}
