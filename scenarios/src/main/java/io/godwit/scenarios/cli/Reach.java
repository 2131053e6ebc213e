package io.godwit.scenarios.cli;

import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.run.EventLog;
import io.godwit.scenarios.run.PastRun;
import java.util.Optional;

/** How far a record reaches, and what nobody can know of it because it is unfinished. */
final class Reach {

  private Reach() {}

  /** Throws unless all that had happened by then is on record. */
  static void requireKnown(String option, SimTime at, PastRun past) {
    unknown(option, at, past)
        .ifPresent(
            unknown -> {
              throw new BadInput(
                  "%s; 'godwit resume %s' goes on".formatted(unknown, past.folder().path()));
            });
  }

  /** What is to be said of a list that ends there; empty where the record reaches as far. */
  static Optional<String> unknown(String option, SimTime at, PastRun past) {
    EventLog log = past.log();
    return log.isFinished() || !at.isAfter(log.end())
        ? Optional.empty()
        : Optional.of(
            "%s %s: this record is unfinished and ends at %s"
                .formatted(option, Exact.text(at), Exact.text(log.end())));
  }

  /** What is said behind the name of something that is not on record, as it may be yet to come. */
  static String soFar(PastRun past) {
    EventLog log = past.log();
    return log.isFinished()
        ? ""
        : "; its record is unfinished and ends at " + Exact.text(log.end());
  }

  /** Throws when a stretch of time ends before it begins. */
  static void requireOrder(String first, SimTime from, String last, SimTime until) {
    if (from.isAfter(until)) {
      throw new BadInput(
          "%s %s is after %s %s: name the earlier time first"
              .formatted(first, Exact.text(from), last, Exact.text(until)));
    }
  }
}
