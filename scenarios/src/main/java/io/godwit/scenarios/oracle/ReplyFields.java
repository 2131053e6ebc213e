package io.godwit.scenarios.oracle;

import io.godwit.model.unit.SimDuration;
import java.util.OptionalDouble;

/** What a record says of how its migration came out. */
final class ReplyFields {

  /** That a prediction is given at least, unless the record says for how long it was watched. */
  private static final SimDuration PATIENCE = SimDuration.ofSeconds(300);

  /** Nor is one given up that takes less than so many times what was measured. */
  private static final long TIMES_MEASURED = 4;

  private static final long MOST_MILLIS = 1000 * RecordFields.MOST_SECONDS;
  private static final long MOST_SYNCS = 1_000_000_000;
  private static final long MOST_BYTES = 1L << 60;

  private final RecordFields record;
  private final boolean saysWhenCancelled;
  private final RecordFields reply;
  private final RecordFields ram;

  ReplyFields(RecordFields record, boolean saysWhenCancelled) throws BadRecord {
    this.record = record;
    this.saysWhenCancelled = saysWhenCancelled;
    this.reply = record.object("query_migrate");
    this.ram = reply.object("ram");
  }

  Result.Watched watched() throws BadRecord {
    boolean completed = hasCompleted();
    if (ram.names().isEmpty()) {
      throw reply.missing(
          "ram", "an object with transferred and dirty-sync-count, to compare with");
    }
    double total = reply.number("total-time", 1, MOST_MILLIS);
    var result =
        new Result(
            completed,
            total,
            ram.whole("dirty-sync-count", 1, MOST_SYNCS),
            ram.whole("transferred", 1, MOST_BYTES),
            blackout(completed));
    return new Result.Watched(result, patience(total));
  }

  /** Zero pages sent. */
  long zeroPages() throws BadRecord {
    return ram.whole("duplicate", 0, MOST_BYTES, 0);
  }

  private SimDuration patience(double totalMillis) throws BadRecord {
    SimDuration least = SimDuration.ofMillis(TIMES_MEASURED * Math.round(totalMillis));
    return reply
        .seconds("gave-up-after-s")
        .orElse(least.compareTo(PATIENCE) < 0 ? PATIENCE : least);
  }

  /**
   * Of one that has ended; what has not, or has failed, is nothing to hold a prediction against.
   */
  private boolean hasCompleted() throws BadRecord {
    String status = reply.text("status", "");
    return switch (status) {
      case "completed" -> true;
      case "gave-up" -> {
        if (!reply.has("gave-up-after-s")) {
          throw reply.wrong("status", status, "say gave-up-after-s beside it");
        }
        reply.number("gave-up-after-s", 0.001, RecordFields.MOST_SECONDS);
        yield false;
      }
      case "cancelled" -> {
        if (!saysWhenCancelled) {
          throw reply.wrong("status", status, "say in actions when it was cancelled");
        }
        yield false;
      }
      case "failed" ->
          throw reply.wrong(
              "status",
              status,
              "it failed (%s), which no engine predicts; leave it out"
                  .formatted(reply.text("error-desc", "for no reason given")));
      default ->
          throw reply.wrong(
              "status",
              status,
              "only a migration that has ended can be compared: completed, or gave-up with"
                  + " gave-up-after-s");
    };
  }

  /** As a guest felt it; where nobody looked, QEMU's own figure, which post-copy makes useless. */
  private OptionalDouble blackout(boolean completed) throws BadRecord {
    if (record.has("blackout_ms")) {
      return OptionalDouble.of(record.number("blackout_ms", 0, MOST_MILLIS));
    }
    boolean usable = completed && !record.names().contains("blackout_ms") && reply.has("downtime");
    return usable
        ? OptionalDouble.of(reply.number("downtime", 0, MOST_MILLIS))
        : OptionalDouble.empty();
  }
}
