package io.godwit.dashboards.metrics;

import io.godwit.dashboards.metrics.RunTargets.Budget;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.FaultAimed;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.GuestThrottled;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What attempts cost the guests, and how they end. */
final class MigrationMetrics {

  /** More kinds of reasons than that share a label. */
  private static final int REASONS = 20;

  private static final double[] ROUNDS = {1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1000};

  /** In which phase an attempt is, and since when. */
  private record Since(Phase phase, SimTime at) {}

  private final Histogram downtime;
  private final Counter tooLong;
  private final Optional<Budget> budget;
  private final Histogram duration;
  private final Histogram rounds;
  private final Counter phases;
  private final Counter failures;
  private final Counter faults;
  private final Counter pageFaults;
  private final Gauge inPhase;
  private final Gauge throttled;
  private final Gauge stopped;
  private final Gauge lost;
  private final BoundedLabel reasons = new BoundedLabel(REASONS);
  private final Map<String, Since> current = new HashMap<>();
  private final Set<String> slowed = new HashSet<>();
  private final Set<String> standing = new HashSet<>();

  MigrationMetrics(Registry registry, RunTargets targets) {
    downtime =
        registry.histogram(
            "godwit_downtime_seconds",
            "How long guests stood still, each time that they did.",
            Bounds.seconds(-3, 1, targets.downtime().map(Budget::longest)));
    duration =
        registry.histogram(
            "godwit_migration_duration_seconds",
            "How long attempts took that completed.",
            Bounds.seconds(-1, 4, Optional.empty()));
    rounds =
        registry.histogram(
            "godwit_migration_rounds", "Pre-copy rounds of attempts that completed.", ROUNDS);
    phases = registry.counter("godwit_phase_seconds", "Virtual time in each phase.", "phase");
    inPhase = registry.gauge("godwit_attempts_in_phase", "Attempts in each phase.", "phase");
    for (Phase phase : Phase.values()) {
      phases.labels(phase.word());
      inPhase.labels(phase.word());
    }
    failures =
        registry.counter(
            "godwit_attempts_failed",
            "Attempts that did not complete, by how, where and the kind of reason.",
            "outcome",
            "phase",
            "reason");
    faults = registry.counter("godwit_faults_aimed", "Faults of the scenario sent on their way.");
    pageFaults = registry.counter("godwit_page_faults", "Pages touched before they came.");
    throttled = registry.gauge("godwit_guests_throttled", "Guests that are slowed down.");
    stopped = registry.gauge("godwit_guests_stopped", "Guests that stand still.");
    lost = registry.gauge("godwit_guests_lost", "Guests that will never run again.");
    budget = targets.downtime();
    tooLong =
        registry.counter("godwit_downtimes_over_budget", "Times that a guest stood for too long.");
    budget.ifPresent(each -> show(registry, each));
  }

  private static void show(Registry registry, Budget budget) {
    registry
        .gauge("godwit_downtime_budget_seconds", "Longest that a guest may stand.")
        .set(budget.longest().toSeconds());
    registry
        .gauge("godwit_downtime_tolerance_ratio", "Share of downtimes that may be longer.")
        .set(budget.tolerated());
  }

  void take(HypervisorEvent event) {
    if (event instanceof VcpusStopped stop) {
      standing.add(stop.vm());
    } else if (event instanceof VcpusStarted start) {
      standing.remove(start.vm());
    }
    stopped.set(standing.size());
  }

  /** A guest that still stands when all is over runs nowhere. */
  void end() {
    lost.set(standing.size());
  }

  void take(String migration, SimTime at, MigrationEvent event) {
    if (event instanceof PhaseEntered entered) {
      enter(migration, Phase.of(entered.phase()), at);
    } else if (event instanceof GuestThrottled slow) {
      throttle(migration, slow.percent());
    } else if (event instanceof PostCopyFinished followed) {
      pageFaults.inc((double) followed.faults());
    } else if (event instanceof FaultAimed) {
      faults.inc();
    } else if (event instanceof MigrationCompleted completed) {
      leave(migration, at);
      stood(completed.downtime());
      duration.observe(completed.total().toSeconds());
      rounds.observe(completed.rounds());
    } else if (event instanceof GuestLost gone) {
      lost.inc();
      stood(gone.downtime());
      failed("lost", phase(migration), gone.reason());
      leave(migration, at);
    } else if (event instanceof MigrationFailed failed) {
      leave(migration, at);
      failed("failed", failed.phase(), failed.reason());
    } else if (event instanceof MigrationRolledBack undone) {
      leave(migration, at);
      stood(undone.downtime());
      failed("rolled-back", undone.phase(), undone.reason());
    }
  }

  private void stood(SimDuration length) {
    downtime.observe(length.toSeconds());
    if (budget.filter(each -> length.compareTo(each.longest()) > 0).isPresent()) {
      tooLong.inc();
    }
  }

  private void failed(String outcome, String phase, String reason) {
    failures.labels(outcome, phase, reasons.ofReason(reason)).inc();
  }

  private String phase(String migration) {
    return current.containsKey(migration)
        ? current.get(migration).phase().word()
        : BoundedLabel.OTHER;
  }

  private void enter(String migration, Phase phase, SimTime at) {
    leavePhase(migration, at);
    current.put(migration, new Since(phase, at));
    inPhase.labels(phase.word()).inc();
    if (phase.inDowntime()) {
      throttle(migration, 0);
    }
  }

  private void leave(String migration, SimTime at) {
    leavePhase(migration, at);
    throttle(migration, 0);
  }

  private void leavePhase(String migration, SimTime at) {
    Since since = current.remove(migration);
    if (since != null) {
      phases.labels(since.phase().word()).inc(at.since(since.at()).toSeconds());
      inPhase.labels(since.phase().word()).dec();
    }
  }

  private void throttle(String migration, int percent) {
    if (percent > 0) {
      slowed.add(migration);
    } else {
      slowed.remove(migration);
    }
    throttled.set(slowed.size());
  }
}
