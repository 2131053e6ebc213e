package io.godwit.dashboards.page;

import io.godwit.model.event.FleetEvent.MigrationPlanned;
import java.util.ArrayList;
import java.util.List;

/** One migration while it is read: its attempts, and in each its phases and rounds. */
final class Course {

  /** A row of an attempt: numbers as they will stand in the model. */
  static final class Attempt {
    final String destination;
    final long from;
    final long ord;
    long until = -1;
    long endOrd;
    String end = "";
    String reason = "";
    long downtime = -1;
    final LongColumn phases = new LongColumn();
    final LongColumn rounds = new LongColumn();

    Attempt(String destination, long from, long ord) {
      this.destination = destination;
      this.from = from;
      this.ord = ord;
    }
  }

  final MigrationPlanned planned;
  final long plannedAt;
  final long plannedOrd;
  final List<Attempt> attempts = new ArrayList<>();
  long settledAt = -1;
  long settledOrd;
  long total = -1;
  String outcome = "unsettled";

  Course(MigrationPlanned planned, long plannedAt, long plannedOrd) {
    this.planned = planned;
    this.plannedAt = plannedAt;
    this.plannedOrd = plannedOrd;
  }

  Attempt last() {
    return attempts.get(attempts.size() - 1);
  }

  boolean completed() {
    return outcome.equals("completed");
  }

  long longestDowntime() {
    return attempts.stream().mapToLong(attempt -> attempt.downtime).max().orElse(-1);
  }
}
