package io.godwit.dashboards.page;

import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanNamed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.fleet.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the plans went on over time: who waited, who ran, who was left, and what held them back. */
final class Progress {

  /** One plan while it is read. */
  static final class OfPlan {
    final PlanStarted started;
    final long startedAt;
    final long startedOrd;
    final Tally tally = new Tally();
    final LongColumn at = new LongColumn();
    final LongColumn left = new LongColumn();
    long completed;
    long finishedAt = -1;
    Optional<RunModel.Hold> hold = Optional.empty();

    OfPlan(PlanStarted started, RecordedEvent recorded) {
      this.started = started;
      this.startedAt = recorded.at().nanos();
      this.startedOrd = recorded.order();
    }
  }

  final Map<Integer, String> names = new LinkedHashMap<>();
  final Map<Integer, OfPlan> plans = new LinkedHashMap<>();
  private final List<RunModel.Hold> holds = new ArrayList<>();
  final Steps steps = new Steps();
  private final Tally tally = new Tally();
  private long completed;

  void take(RecordedEvent recorded, FleetEvent event, Map<String, Course> courses) {
    if (event instanceof PlanNamed named) {
      names.put(named.plan(), named.name());
    } else if (event instanceof PlanStarted started) {
      plans.put(started.plan(), new OfPlan(started, recorded));
    } else if (event instanceof PlanFinished finished) {
      finish(finished.plan(), recorded.at().nanos());
    } else if (event instanceof AdmissionHeld held) {
      hold(held, recorded);
    } else if (event instanceof MigrationPlanned planned) {
      count(recorded, event, planned.plan());
    } else if (event instanceof MigrationAdmitted admitted) {
      count(recorded, event, courses.get(admitted.migration()).planned.plan());
    } else if (event instanceof RetryScheduled retry) {
      count(recorded, event, courses.get(retry.migration()).planned.plan());
    } else if (event instanceof MigrationSettled settled) {
      count(recorded, event, courses.get(settled.migration()).planned.plan());
    }
  }

  private void count(RecordedEvent recorded, FleetEvent event, int number) {
    boolean moved = event instanceof MigrationSettled end && end.outcome().equals("completed");
    long at = recorded.at().nanos();
    tally.take(recorded.at(), event);
    completed += moved ? 1 : 0;
    steps.add(at, tally.waiting(), tally.running(), tally.planned() - completed, recorded.order());
    OfPlan plan = plans.get(number);
    if (plan != null) {
      plan.tally.take(recorded.at(), event);
      plan.completed += moved ? 1 : 0;
      if (moved || event instanceof MigrationPlanned) {
        plan.at.add(at);
        plan.left.add(plan.tally.planned() - plan.completed);
      }
      if (plan.tally.waiting() == 0) {
        endHold(plan, at);
      }
    }
  }

  private void hold(AdmissionHeld held, RecordedEvent recorded) {
    OfPlan plan = plans.get(held.plan());
    if (plan != null) {
      endHold(plan, recorded.at().nanos());
      long at = recorded.at().nanos();
      plan.hold =
          Optional.of(
              new RunModel.Hold(held.plan(), held.by(), at, -1, recorded.order(), held.underWay()));
    }
  }

  private void endHold(OfPlan plan, long at) {
    plan.hold
        .filter(hold -> hold.from() < at)
        .ifPresent(
            hold ->
                holds.add(
                    new RunModel.Hold(
                        hold.plan(), hold.by(), hold.from(), at, hold.ord(), hold.underWay())));
    plan.hold = Optional.empty();
  }

  private void finish(int number, long at) {
    OfPlan plan = plans.get(number);
    if (plan != null) {
      endHold(plan, at);
      plan.finishedAt = at;
    }
  }

  /** Those that are over, and those that hold still. */
  List<RunModel.Hold> holds() {
    var all = new ArrayList<>(holds);
    plans.values().stream().flatMap(plan -> plan.hold.stream()).forEach(all::add);
    return all;
  }

  String name(int plan) {
    return names.getOrDefault(plan, "plan-" + plan);
  }
}
