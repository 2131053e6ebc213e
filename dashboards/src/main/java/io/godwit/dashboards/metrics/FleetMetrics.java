package io.godwit.dashboards.metrics;

import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.GuestArrived;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.fleet.Tally;
import io.godwit.model.unit.SimTime;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the plans of a run get on. */
final class FleetMetrics {

  private static final List<String> OUTCOMES =
      List.of("completed", "failed", "rolled-back", "lost", "cancelled");

  /** More plans than that share a label. */
  private static final int PLANS = 50;

  private static final String PLAN = "plan";

  private final RunTargets targets;
  private final Counter settled;
  private final Counter planned;
  private final Counter retries;
  private final Gauge running;
  private final Gauge waiting;
  private final Gauge peak;
  private final Gauge left;
  private final Counter moved;
  private final Gauge held;
  private final Gauge deadline;
  private final Gauge guests;
  private final Gauge hosts;
  private final Gauge linksDown;
  private final Counter deliveries;
  private final BoundedLabel plans = new BoundedLabel(PLANS);
  private final Map<String, String> planOf = new HashMap<>();
  private final Map<Integer, String> heldBy = new HashMap<>();
  private final Set<String> down = new HashSet<>();
  private final Tally tally = new Tally();

  FleetMetrics(Registry registry, RunTargets targets) {
    this.targets = targets;
    settled = registry.counter("godwit_migrations", "Migrations over, by outcome.", "outcome");
    OUTCOMES.forEach(settled::labels);
    planned = registry.counter("godwit_migrations_planned", "Migrations asked for.");
    retries = registry.counter("godwit_migration_retries", "Further attempts.");
    running = registry.gauge("godwit_migrations_running", "Migrations under way.");
    waiting = registry.gauge("godwit_migrations_waiting", "Migrations that have still to begin.");
    peak = registry.gauge("godwit_migrations_running_max", "Most migrations at once so far.");
    left = registry.gauge("godwit_guests_left", "Guests that a plan has still to move.", PLAN);
    moved = registry.counter("godwit_guests_moved", "Guests that a plan has moved.", PLAN);
    held =
        registry.gauge(
            "godwit_plans_held", "Plans whose migrations wait, by what holds them back.", "by");
    deadline =
        registry.gauge(
            "godwit_plan_deadline_seconds", "Virtual time at which a plan is to be over.", PLAN);
    guests = registry.gauge("godwit_guests", "Guests of the datacenter.");
    hosts = registry.gauge("godwit_hosts", "Hosts of the datacenter.");
    linksDown = registry.gauge("godwit_links_down", "Links that carry nothing.");
    deliveries =
        registry.counter("godwit_messages_delivered", "Simulated messages, known at the end.");
  }

  void take(SimTime at, FleetEvent event) {
    tally.take(at, event);
    if (event instanceof RunStarted started) {
      guests.set((double) started.vms());
      hosts.set((double) started.hosts());
    } else if (event instanceof GuestArrived) {
      guests.inc();
    } else if (event instanceof GuestDeparted) {
      guests.dec();
    } else if (event instanceof PlanStarted started) {
      begin(started.plan());
    } else if (event instanceof PlanFinished finished) {
      hold(finished.plan(), Optional.empty());
    } else if (event instanceof MigrationPlanned asked) {
      String plan = label(asked.plan());
      planOf.put(asked.migration(), plan);
      planned.inc();
      left.labels(plan).inc();
    } else if (event instanceof MigrationSettled over) {
      settle(over);
    } else if (event instanceof AdmissionHeld admission) {
      hold(admission.plan(), Optional.of(admission.by()));
    } else if (event instanceof MigrationAdmitted admitted) {
      begin(admitted);
    } else if (event instanceof LinkChanged changed) {
      change(changed);
    } else if (event instanceof RunFinished finished) {
      deliveries.inc((double) finished.deliveries());
    }
    running.set(tally.running());
    waiting.set(tally.waiting());
    peak.set((double) tally.mostRunning());
  }

  private void begin(MigrationAdmitted admitted) {
    if (admitted.attempt() > 1) {
      retries.inc();
    }
    if (tally.waiting() == 0) {
      List.copyOf(heldBy.keySet()).forEach(plan -> hold(plan, Optional.empty()));
    }
  }

  private void begin(int plan) {
    left.labels(label(plan));
    moved.labels(label(plan));
    Optional.ofNullable(targets.deadlines().get(plan))
        .ifPresent(at -> deadline.labels(label(plan)).set(at.nanos() / 1e9));
  }

  private void settle(MigrationSettled over) {
    settled.labels(over.outcome()).inc();
    if (over.outcome().equals("completed")) {
      left.labels(planOf.get(over.migration())).dec();
      moved.labels(planOf.get(over.migration())).inc();
    }
  }

  private void hold(int plan, Optional<String> by) {
    Optional.ofNullable(heldBy.remove(plan)).ifPresent(before -> held.labels(before).dec());
    by.ifPresent(
        word -> {
          heldBy.put(plan, word);
          held.labels(word).inc();
        });
  }

  private void change(LinkChanged changed) {
    if (changed.capacity().isZero()) {
      down.add(changed.link());
    } else {
      down.remove(changed.link());
    }
    linksDown.set(down.size());
  }

  private String label(int plan) {
    return plans.of("plan-" + plan);
  }
}
