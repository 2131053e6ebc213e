package io.godwit.model.precopy;

import io.godwit.model.precopy.LoneLink.Estimate;
import io.godwit.model.precopy.LoneLink.Outcome;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Predicts measured migrations from their inputs and prints both. The constants describe the one
 * machine that all were measured on and were calibrated on these same records, some on a single
 * configuration of them: the figures are a fit, not a test on unseen data.
 */
public final class OracleTable {

  /** Received into memory already there; from the blackouts (the data's README says 1.2 GB/s). */
  private static final ByteRate LOOPBACK = new ByteRate(1_600_000_000);

  /**
   * 11 us for a page new to the destination is from idle-1024-fast alone, the time of a delta from
   * xbzrle-8k-24M alone; zero pages and waking up from all bulk passes; catching up is documented.
   */
  private static final QemuHost HOST =
      new QemuHost(
          new ByteRate(360_000_000),
          LOOPBACK,
          SimDuration.ofNanos(300),
          SimDuration.ofMicros(2),
          SimDuration.ofMicros(140),
          SimDuration.ofMillis(20));

  /** To connect and set up, and to stop and resume a guest, device state included. */
  private static final double SETUP_MILLIS = 1;

  private static final double STOP_MILLIS = 5;

  private OracleTable() {}

  record Row(OracleRecord record, Estimate estimate) {

    boolean stopped() {
      return estimate.outcome() == Outcome.STOPPED;
    }

    boolean outcomeRight() {
      return stopped() == record.completed();
    }

    double totalMillis() {
      return SETUP_MILLIS
          + estimate.running().plus(estimate.stopped()).plus(estimate.followed()).toMillis();
    }

    double totalError() {
      return totalMillis() / record.totalMillis() - 1;
    }

    /** QEMU counts one at the setup and one at the stop. */
    long syncs() {
      return estimate.rounds().size() + (stopped() ? 2L : 1L);
    }

    boolean syncsNear() {
      long off = Math.abs(syncs() - record.syncs());
      return off <= 2 || off <= 0.15 * record.syncs();
    }

    double bytesError() {
      return (double) estimate.sent().bytes() / record.bytes() - 1;
    }

    double blackoutMillis() {
      return STOP_MILLIS + estimate.stopped().toMillis();
    }

    boolean blackoutNear() {
      double off = Math.abs(blackoutMillis() - record.blackoutMillis());
      return off <= Math.max(10, 0.3 * record.blackoutMillis());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-24s %-9s %-9s %s| total %6d %8.0f %+6.1f%% | syncs %4d %4d%s | MB %7.1f %7.1f %+6.1f%%"
              + " | blackout %5.1f %5.1f%s",
          record.name(),
          record.completed() ? "completed" : "gave up",
          stopped() ? "completed" : "gave up",
          outcomeRight() ? " " : "!",
          record.totalMillis(),
          totalMillis(),
          100 * totalError(),
          record.syncs(),
          syncs(),
          syncsNear() ? " " : "!",
          record.bytes() / 1e6,
          estimate.sent().bytes() / 1e6,
          100 * bytesError(),
          record.blackoutMillis(),
          blackoutMillis(),
          !record.completed() || blackoutNear() ? " " : "!");
    }
  }

  static Row predict(OracleRecord record) {
    Turn first =
        QemuSession.engine(QemuRules.V7_2, HOST)
            .begin(record.memory(), record.writes(), record.settings(), SimTime.ZERO);
    return new Row(record, new LoneLink(LOOPBACK, record.watched()).drive(first));
  }

  static List<Row> predictAll(Path file) throws IOException {
    var rows = new ArrayList<Row>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        rows.add(predict(new OracleRecord(Json.object(line))));
      }
    }
    return rows;
  }

  /** Prints a line for each record of the file named first, measured before predicted. */
  public static void main(String[] args) throws IOException {
    List<Row> rows = predictAll(Path.of(args[0]));
    rows.forEach(System.out::println);
    List<Row> done = rows.stream().filter(r -> r.record().completed()).toList();
    share("outcome right", rows.stream().filter(Row::outcomeRight).count(), rows);
    share("total within 2 %", within(done, 0.02), done);
    share("total within 10 %", within(done, 0.10), done);
    share("syncs equal", rows.stream().filter(r -> r.syncs() == r.record().syncs()).count(), rows);
    share("syncs near", rows.stream().filter(Row::syncsNear).count(), rows);
    share(
        "bytes within 3 %",
        rows.stream().filter(r -> Math.abs(r.bytesError()) <= 0.03).count(), rows);
    share("blackout near", done.stream().filter(Row::blackoutNear).count(), done);
  }

  private static long within(List<Row> rows, double tolerance) {
    return rows.stream().filter(r -> Math.abs(r.totalError()) <= tolerance).count();
  }

  private static void share(String what, long hits, List<Row> of) {
    System.out.printf(
        Locale.ROOT, "%-18s %3d of %d, %.0f %%%n", what, hits, of.size(), 100.0 * hits / of.size());
  }
}
