package io.godwit.dashboards.projection;

import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All migrations as the log tells them, in the order in which they were planned. */
final class MigrationRows {

  private final Map<String, MigrationRow> byName = new LinkedHashMap<>();
  private final PlanRows plans;
  private final TurnoverRows turnover;
  private final Traffic traffic;

  /** None yet, of plans that hear of what their migrations do. */
  MigrationRows(PlanRows plans, TurnoverRows turnover, Traffic traffic) {
    this.plans = plans;
    this.turnover = turnover;
    this.traffic = traffic;
  }

  void planned(SimTime at, FleetEvent.MigrationPlanned planned) {
    var row =
        new MigrationRow(
            planned.migration(),
            planned.vm(),
            planned.source(),
            planned.memory().bytes(),
            planned.devices());
    row.plannedAt = at;
    row.work.begin(at);
    row.plan = planned.plan();
    byName.put(planned.migration(), row);
    plans.take(at, row, planned);
    row.spent.queue(at, SimDuration.ZERO, plans.heldSoFar(row, at));
  }

  void admitted(SimTime at, FleetEvent.MigrationAdmitted admitted) {
    MigrationRow row = of(admitted.migration());
    row.destination = admitted.destination();
    row.beginAttempt(at);
    row.spent.admit(at, plans.heldSoFar(row, at));
    plans.take(at, row, admitted);
  }

  /** What the guest runs on may be slower, or faster. */
  void met(SimTime at, FleetEvent.SpeedsMet speeds) {
    of(speeds.migration()).work.between(speeds.source(), speeds.destination(), at);
  }

  void failed(SimTime at, FleetEvent.RetryScheduled retry) {
    MigrationRow row = of(retry.migration());
    row.underWay = false;
    plans.take(at, row, retry);
    row.spent.queue(at, retry.after(), plans.heldSoFar(row, at));
  }

  void denied(SimTime at, FleetEvent.RetryDenied denied) {
    of(denied.migration()).reason +=
        "; not tried again: the budget of %s is used up"
            .formatted(denied.budget() == 1 ? "1 retry" : denied.budget() + " retries");
  }

  void unplaced(SimTime at, FleetEvent.MigrationUnplaced unplaced) {
    of(unplaced.migration()).reason = unplaced.reason();
  }

  void cancelled(SimTime at, FleetEvent.MigrationCancelled cancelled) {
    MigrationRow row = of(cancelled.migration());
    row.reason = turnover.isLeaving(row.vm()) ? "the guest left" : "it was cancelled";
    plans.cancelled(row);
  }

  void settled(SimTime at, FleetEvent.MigrationSettled settled) {
    MigrationRow row = of(settled.migration());
    row.outcome = settled.outcome();
    if (settled.outcome().equals("lost") && row.reason.isEmpty()) {
      row.reason = row.source() + " has failed";
    } else if (row.outcome.equals("failed") && plans.isEndedByDeadline(at, row)) {
      row.reason +=
          row.reason.isEmpty()
              ? "the deadline was over before it began"
              : "; not tried again: the deadline is over";
    }
    row.settledAt = Optional.of(at);
    row.work.end(at);
    row.underWay = false;
    row.spent.admit(at, plans.heldSoFar(row, at));
    plans.settled(row);
    plans.take(at, row, settled);
  }

  void take(SimTime at, String migration, MigrationEvent event) {
    MigrationRow row = of(migration);
    if (event instanceof MigrationEvent.PhaseEntered entered) {
      row.enter(Phase.of(entered.phase()), at);
      if (row.phase.equals(Optional.of(Phase.VCPU_STOP))) {
        row.throttle(0, at);
      }
    } else if (event instanceof MigrationEvent.RoundFinished round) {
      row.rounds = round.round();
      row.spent.firstRoundEnded(at);
      said(row, round.sent(), ByteCount.ZERO);
    } else if (event instanceof MigrationEvent.FinalMemorySent last) {
      said(row, last.sent(), ByteCount.ZERO);
    } else if (event instanceof MigrationEvent.GuestThrottled throttled) {
      row.throttle(throttled.percent(), at);
    } else if (event instanceof MigrationEvent.PostCopyFinished followed) {
      said(row, followed.sent(), ByteCount.ZERO);
      row.pageFaults = followed.faults();
      row.work.lose(followed.stalled());
      row.slowdown = row.slowdown.plus(followed.stalled());
    } else if (event instanceof MigrationEvent.ContextMoved moved) {
      said(row, ByteCount.ZERO, moved.size());
    } else if (event instanceof MigrationEvent.MigrationCompleted completed) {
      row.leave(at);
      row.downtimes.add(completed.downtime());
      row.total = Optional.of(completed.total());
    } else if (event instanceof MigrationEvent.GuestLost lost) {
      row.leave(at);
      row.work.stand(at);
      row.reason = lost.reason();
      if (!lost.downtime().equals(SimDuration.ZERO)) {
        row.downtimes.add(lost.downtime()); // else it was lost before it ever stood
      }
    } else if (event instanceof MigrationEvent.GuestRestarted restarted) {
      row.reason = "started anew after " + restarted.away();
      row.away = Optional.of(restarted.away());
    } else if (event instanceof MigrationEvent.RestartFailed failed) {
      row.reason = failed.reason();
    } else if (event instanceof MigrationEvent.MigrationFailed failed) {
      row.leave(at);
      row.throttle(0, at);
      row.work.stay(at);
      row.reason = failed.reason();
    } else if (event instanceof MigrationEvent.MigrationRolledBack rolledBack) {
      row.leave(at);
      row.work.stay(at);
      row.reason = rolledBack.reason();
      row.downtimes.add(rolledBack.downtime());
    }
  }

  /** What a migration says counts only where the flows themselves are on no record. */
  private void said(MigrationRow row, ByteCount memory, ByteCount context) {
    if (!traffic.isOnRecord()) {
      row.sent(memory.bytes(), context.bytes());
    }
  }

  /** One that was planned; throws for any other. */
  MigrationRow of(String migration) {
    MigrationRow row = byName.get(migration);
    if (row == null) {
      throw new IllegalStateException("migration '" + migration + "' was never planned");
    }
    return row;
  }

  /** A guest that moves stands with its host, beside what its migration costs. */
  void take(HypervisorEvent event) {
    if (event instanceof HypervisorEvent.HostPaused pause) {
      pause.guests().forEach(vm -> pause(vm, pause.lasts()));
    }
  }

  private void pause(String vm, SimDuration lasts) {
    byName.values().stream()
        .filter(row -> row.underWay && row.vm.equals(vm))
        .filter(row -> row.phase.filter(Phase::inDowntime).isEmpty())
        .forEach(row -> row.downtimes.add(lasts));
  }

  /** A flow has carried something until now. */
  void carried(SimTime at, Traffic.Carried carried) {
    Optional.ofNullable(byName.get(carried.migration()))
        .ifPresent(row -> carried(at, row, carried));
  }

  private void carried(SimTime at, MigrationRow row, Traffic.Carried carried) {
    row.sent(carried.memoryBytes(), carried.contextBytes());
    row.spent.carried(row.phase, carried);
    plans.carried(at, row, carried);
  }

  /** The links say at the end how long they were full. */
  void narrow(Map<String, SimDuration> full) {
    byName.values().forEach(row -> row.spent.narrow(full));
  }

  /** Tells which guests have a limit of bandwidth of their own, which no event says. */
  void pace(Predicate<String> guests) {
    byName.values().stream().filter(row -> guests.test(row.vm())).forEach(row -> row.spent.pace());
  }

  Collection<MigrationRow> all() {
    return byName.values();
  }
}
