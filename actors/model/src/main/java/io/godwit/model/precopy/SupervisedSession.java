package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;

/** A session that somebody watches. */
public record SupervisedSession(PreCopySession inner, Supervisor supervisor, SimDuration ran)
    implements WrappedSession {

  /** Has {@code supervisor} watch the session that begins with {@code first}. */
  public static Turn begin(Turn first, Supervisor supervisor) {
    Sent nothing = Sent.nothing(SimDuration.ZERO);
    return ruled(supervisor.rule(first, nothing, SimDuration.ZERO), SimDuration.ZERO, SimTime.ZERO);
  }

  @Override
  public Turn next(Sent sent, SimTime now) {
    SimDuration runs = ran.plus(sent.elapsed());
    return ruled(supervisor.rule(inner.next(sent, now), sent, runs), runs, now);
  }

  private static Turn ruled(Supervisor.Ruling ruling, SimDuration ran, SimTime now) {
    Turn turn = ruling.askAgain() ? askedAgain(ruling.turn(), now) : ruling.turn();
    return new Turn(
        new SupervisedSession(turn.session(), ruling.next(), ran),
        noLonger(turn.step(), ruling.lookAgain()),
        turn.rounds(),
        turn.throttlePercent());
  }

  /** What the session would do now, after what has just ended. */
  private static Turn askedAgain(Turn turn, SimTime now) {
    Turn anew = turn.next(Sent.nothing(SimDuration.ZERO), now);
    var rounds = new ArrayList<RoundReport>(turn.rounds());
    rounds.addAll(anew.rounds());
    return new Turn(anew.session(), anew.step(), rounds, anew.throttlePercent());
  }

  private static Step noLonger(Step step, SimDuration most) {
    if (step instanceof Step.Send send && send.atMost().compareTo(most) > 0) {
      SimDuration least = most.isZero() ? SimDuration.ofNanos(1) : most;
      return new Step.Send(send.bytes(), send.cap(), least);
    }
    return step;
  }

  @Override
  public PreCopySession around(PreCopySession other) {
    return new SupervisedSession(other, supervisor, ran);
  }
}
