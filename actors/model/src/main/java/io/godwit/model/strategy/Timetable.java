package io.godwit.model.strategy;

import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.SupervisedSession;
import io.godwit.model.precopy.Supervisor;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * An operator who sets parameters anew while a migration runs, at times that were decided before.
 *
 * @param ahead what is still to be done, by its time
 */
public record Timetable(List<Entry> ahead) implements Supervisor {

  /** A change, so long after memory begins to be copied. */
  public record Entry(SimDuration after, ParameterChange change) {}

  /** Sorts the entries; of two at the same time the first in the list comes first. */
  public Timetable {
    ahead = ahead.stream().sorted((one, two) -> one.after().compareTo(two.after())).toList();
  }

  /** Has the operator act on the migration that begins with {@code first}. */
  public Turn watch(Turn first) {
    return ahead.isEmpty() ? first : SupervisedSession.begin(first, this);
  }

  @Override
  public Ruling rule(Turn turn, Sent sent, SimDuration ran) {
    PreCopySession session = turn.session();
    int due = 0;
    while (due < ahead.size() && ahead.get(due).after().compareTo(ran) <= 0) {
      session = session.with(ahead.get(due).change());
      due++;
    }
    boolean sends = turn.step() instanceof Step.Send;
    var ruling =
        new Ruling(
            turn.by(session), new Timetable(ahead.subList(due, ahead.size())), next(due, ran));
    return due > 0 && sends ? ruling.askingAgain() : ruling;
  }

  private SimDuration next(int due, SimDuration ran) {
    return due == ahead.size() ? Step.FOR_EVER : ahead.get(due).after().minus(ran);
  }
}
