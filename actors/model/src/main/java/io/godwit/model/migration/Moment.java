package io.godwit.model.migration;

import io.godwit.model.fault.Chance;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When in a migration a fault strikes.
 *
 * @param phase with which the time begins; empty for any in which an attempt fails
 * @param edge whether its beginning counts, its end, or that the attempt failed in it
 * @param after that, the strike comes
 * @param attempt in which alone; empty for any
 * @param occurrence of the phase in all attempts of one migration, from 1; empty for each
 * @param chance that it does, each time
 */
public record Moment(
    Optional<Phase> phase,
    Edge edge,
    SimDuration after,
    OptionalInt attempt,
    OptionalInt occurrence,
    Chance chance) {

  /** What of a phase counts. */
  public enum Edge {
    ENTERED("entered"),
    LEFT("left"),
    /** An attempt that failed in it is taken back from now on. */
    UNDONE("undone");

    private final String word;

    Edge(String word) {
      this.word = word;
    }

    /** As scenarios have it. */
    public String word() {
      return word;
    }

    /** The edge that scenarios call so; throws for any other word. */
    public static Edge of(String word) {
      return Arrays.stream(values())
          .filter(each -> each.word.equals(word))
          .findFirst()
          .orElseThrow();
    }
  }

  /** After a phase began in one attempt. */
  public static Moment entered(Phase phase, SimDuration after, int attempt) {
    return new Moment(
        Optional.of(phase),
        Edge.ENTERED,
        after,
        OptionalInt.of(attempt),
        OptionalInt.empty(),
        Chance.certain());
  }

  boolean isPlain() {
    return edge == Edge.ENTERED
        && attempt.isPresent()
        && chance.isCertain()
        && chance.jitter().isZero();
  }

  /** Whether its time begins in this attempt, whose phase was entered or left so often. */
  boolean comes(EntityId migration, AttemptState which, int times) {
    return (attempt.isEmpty() || attempt.getAsInt() == which.number())
        && (occurrence.isEmpty() || occurrence.getAsInt() == times)
        && chance.strikes(migration, occasion(which));
  }

  SimDuration delay(EntityId migration, AttemptState which) {
    return after.plus(chance.delay(migration, occasion(which)));
  }

  private String occasion(AttemptState which) {
    return which.vm().name() + " in attempt " + which.number();
  }

  /** Whether it is about this edge of this phase. */
  boolean isOf(Phase which, Edge what) {
    return edge == what && phase.map(which::equals).orElse(true);
  }

  /** In words. */
  String words(int attempted) {
    String later = after.isZero() ? "" : after + " after ";
    return edge == Edge.UNDONE
        ? "%sattempt %d began to be undone".formatted(later, attempted)
        : "%s%s was %s in attempt %d"
            .formatted(later, phase.orElseThrow().word(), edge.word(), attempted);
  }
}
