package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.RoundReport;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt on its way: what its engine asks for next, and what has come of it so far. */
final class Course {

  private enum Stage {
    RUNNING,
    STOPPED,
    FOLLOWING,
    COMPLETED,
    ENDED
  }

  /**
   * A round that a sync ended.
   *
   * @param after the beginning
   * @param throttlePercent from then on
   */
  record Ended(SimDuration after, RoundReport report, int throttlePercent) {}

  private final SimTime began;
  private Turn turn;
  private Stage stage = Stage.RUNNING;
  private SimTime askedAt;
  private SimTime stageBegan;
  private SimDuration standing = SimDuration.ZERO;
  private ByteCount sent = ByteCount.ZERO;
  private final List<Ended> rounds = new ArrayList<>();

  Course(Turn first, SimTime began) {
    this.turn = first;
    this.began = began;
    this.askedAt = began;
    this.stageBegan = began;
    end(first.rounds(), began);
  }

  /** What to carry out now; empty once it has ended. */
  Optional<Step> step() {
    if (stage == Stage.RUNNING) {
      return Optional.of(turn.step());
    } else if (stage == Stage.STOPPED) {
      return Optional.of(turn.session().afterStop(SimDuration.ZERO));
    } else if (stage == Stage.FOLLOWING) {
      return Optional.of(turn.session().afterResume());
    }
    return Optional.empty();
  }

  /** The step came to {@code bytes}. */
  void stepped(ByteCount bytes, SimTime now) {
    sent = sent.plus(bytes);
    if (stage != Stage.RUNNING) {
      nextStage(now);
      return;
    }
    turn = turn.next(new Sent(bytes, now.since(askedAt)), now);
    end(turn.rounds(), now);
    askedAt = now;
    settle(now);
  }

  /** A step that takes no time leads to the next stage. */
  void settle(SimTime now) {
    if (turn.step() instanceof Step.GiveUp) {
      end(now);
    } else if (turn.step() instanceof Step.StopGuest) {
      enter(Stage.STOPPED, now);
    }
  }

  private void nextStage(SimTime now) {
    if (stage == Stage.STOPPED) {
      standing = now.since(stageBegan);
      enter(Stage.FOLLOWING, now);
    } else {
      enter(Stage.COMPLETED, now);
    }
  }

  private void enter(Stage next, SimTime now) {
    stage = next;
    stageBegan = now;
  }

  void change(Action.Change action) {
    turn = turn.by(turn.session().with(action.change()));
  }

  /** Watching ends, or the migration is cancelled. */
  void end(SimTime now) {
    enter(Stage.ENDED, now);
  }

  void sentBeforeTheEnd(ByteCount bytes) {
    sent = sent.plus(bytes);
  }

  boolean isUnderWay() {
    return stage.compareTo(Stage.COMPLETED) < 0;
  }

  boolean isCompleted() {
    return stage == Stage.COMPLETED;
  }

  /** From its beginning to its end. */
  SimDuration took() {
    return stageBegan.since(began);
  }

  /** How long the last of its memory took with the guest stopped. */
  SimDuration stood() {
    return standing;
  }

  ByteCount sent() {
    return sent;
  }

  private void end(List<RoundReport> reports, SimTime now) {
    for (RoundReport report : reports) {
      rounds.add(new Ended(now.since(began), report, turn.throttlePercent()));
    }
  }

  /** In their order. */
  List<Ended> rounds() {
    return List.copyOf(rounds);
  }
}
