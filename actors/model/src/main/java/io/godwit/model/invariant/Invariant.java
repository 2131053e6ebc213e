package io.godwit.model.invariant;

import io.godwit.model.event.RecordedEvent;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a history in its order and judges it. One object judges one history. */
public abstract class Invariant {

  private long judged;
  private long violations;
  private Optional<String> broken = Optional.empty();

  /** Takes the next event. */
  public abstract void accept(RecordedEvent recorded);

  /** Judges what only the end can show; called once, before {@link #finding}. */
  protected void end() {}

  /** How often it was found broken so far. */
  public final long violations() {
    return violations;
  }

  /** The verdict over all events taken. */
  public final Finding finding() {
    end();
    if (broken.isPresent()) {
      return new Finding(Finding.Verdict.BROKEN, broken.get());
    }
    return judged == 0
        ? new Finding(Finding.Verdict.UNPROVED, "nothing to judge")
        : new Finding(Finding.Verdict.HELD, judged + " judged");
  }

  /** Whether an event that was taken has broken it. */
  public final boolean isBroken() {
    return broken.isPresent();
  }

  /**
   * One more case was judged; {@code counterexample} is told only if it is the first one broken.
   */
  protected final void judge(boolean holds, Supplier<String> counterexample) {
    judged++;
    violations += holds ? 0 : 1;
    if (!holds && broken.isEmpty()) {
      broken = Optional.of(counterexample.get());
    }
  }

  /** Where an event stands, for counterexamples. */
  protected static String at(RecordedEvent recorded) {
    return "event %d of %s at %s".formatted(recorded.order(), recorded.entity(), recorded.at());
  }
}
