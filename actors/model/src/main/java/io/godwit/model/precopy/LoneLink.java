package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries an engine's steps out on a link that nothing else uses: an estimate without a simulation.
 *
 * @param rate what the link carries, not zero
 * @param patience give up watching after this long
 */
public record LoneLink(ByteRate rate, SimDuration patience) {

  /** How the engine came out of it. */
  public enum Outcome {
    STOPPED,
    GAVE_UP,
    STILL_RUNNING
  }

  /**
   * What happened.
   *
   * @param running time from the first step to the stop
   * @param finalBytes sent while the guest was stopped
   * @param stopped how long sending those took
   * @param followed how long the memory took that followed the guest in post-copy
   * @param sent all bytes
   */
  public record Estimate(
      Outcome outcome,
      SimDuration running,
      ByteCount finalBytes,
      SimDuration stopped,
      SimDuration followed,
      ByteCount sent,
      List<RoundReport> rounds) {
    public Estimate {
      rounds = List.copyOf(rounds);
    }
  }

  /** Drives the session that begins with {@code first}, at virtual time zero. */
  public Estimate drive(Turn first) {
    Turn turn = first;
    SimDuration now = SimDuration.ZERO;
    ByteCount total = ByteCount.ZERO;
    var rounds = new ArrayList<RoundReport>(first.rounds());
    while (now.compareTo(patience) < 0) {
      Sent sent;
      if (turn.step() instanceof Step.Send send) {
        sent = carryOut(send);
      } else if (turn.step() instanceof Step.Wait wait) {
        sent = Sent.nothing(wait.length());
      } else {
        break;
      }
      now = now.plus(sent.elapsed());
      total = total.plus(sent.bytes());
      turn = turn.next(sent, SimTime.ZERO.plus(now));
      rounds.addAll(turn.rounds());
    }
    if (!(turn.step() instanceof Step.StopGuest)) {
      boolean gaveUp = turn.step() instanceof Step.GiveUp;
      Outcome outcome = gaveUp ? Outcome.GAVE_UP : Outcome.STILL_RUNNING;
      return new Estimate(
          outcome, now, ByteCount.ZERO, SimDuration.ZERO, SimDuration.ZERO, total, rounds);
    }
    Sent last = carryOut(turn.session().afterStop(SimDuration.ZERO));
    Sent rest = carryOut(turn.session().afterResume());
    total = total.plus(last.bytes()).plus(rest.bytes());
    return new Estimate(
        Outcome.STOPPED, now, last.bytes(), last.elapsed(), rest.elapsed(), total, rounds);
  }

  private Sent carryOut(Step.Send send) {
    ByteRate at = rate.min(send.cap());
    SimDuration took = at.timeToSend(send.bytes());
    if (took.compareTo(send.atMost()) <= 0) {
      return new Sent(send.bytes(), took);
    }
    return new Sent(at.bytesIn(send.atMost()), send.atMost());
  }
}
