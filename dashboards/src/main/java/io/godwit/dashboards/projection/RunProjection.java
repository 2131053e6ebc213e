package io.godwit.dashboards.projection;

import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.invariant.Finding;
import io.godwit.model.invariant.Invariant;
import io.godwit.model.invariant.Invariants;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a run's history once, in order, and keeps what the reports need of it. */
public final class RunProjection {

  private final Map<String, MigrationRow> migrations = new LinkedHashMap<>();
  private final List<LinkRow> links = new ArrayList<>();
  private final Set<EntityId> entities = new HashSet<>();
  private final Map<EntityKind, Long> entitiesByKind = new EnumMap<>(EntityKind.class);
  private final Map<Invariants, Invariant> invariants = new EnumMap<>(Invariants.class);
  private final Set<String> standing = new HashSet<>();
  private Optional<FleetEvent.RunStarted> started = Optional.empty();
  private Optional<Long> deliveries = Optional.empty();
  private SimTime end = SimTime.ZERO;
  private long events;
  private long retried;
  private long running;
  private long peakRunning;

  public RunProjection() {
    for (Invariants invariant : Invariants.values()) {
      invariants.put(invariant, invariant.create());
    }
  }

  /** The projection of a whole history. */
  public static RunProjection of(Stream<RecordedEvent> history) {
    var projection = new RunProjection();
    history.forEachOrdered(projection::accept);
    return projection;
  }

  /** Takes the next event. */
  public void accept(RecordedEvent recorded) {
    events++;
    end = recorded.at();
    if (entities.add(recorded.entity())) {
      entitiesByKind.merge(recorded.entity().kind(), 1L, Long::sum);
    }
    invariants.values().forEach(invariant -> invariant.accept(recorded));
    Event event = recorded.event();
    if (event instanceof FleetEvent fleet) {
      fleet(fleet, recorded.at());
    } else if (event instanceof MigrationEvent migration) {
      migration(migration, row(recorded.entity().name()), recorded.at());
    } else if (event instanceof HypervisorEvent.VcpusStopped stopped) {
      standing.add(stopped.vm());
    } else if (event instanceof HypervisorEvent.VcpusStarted restarted) {
      standing.remove(restarted.vm());
    }
  }

  private void fleet(FleetEvent event, SimTime at) {
    if (event instanceof FleetEvent.RunStarted run) {
      started = Optional.of(run);
    } else if (event instanceof FleetEvent.MigrationPlanned planned) {
      var row =
          new MigrationRow(
              planned.migration(),
              planned.vm(),
              planned.source(),
              planned.memory().bytes(),
              planned.devices());
      row.plannedAt = at;
      migrations.put(planned.migration(), row);
    } else if (event instanceof FleetEvent.MigrationAdmitted admitted) {
      row(admitted.migration()).destination = admitted.destination();
      row(admitted.migration()).beginAttempt(at);
      peakRunning = Math.max(peakRunning, ++running);
    } else if (event instanceof FleetEvent.MigrationUnplaced unplaced) {
      row(unplaced.migration()).reason = unplaced.reason();
      running++;
    } else if (event instanceof FleetEvent.RetryScheduled) {
      retried++;
      running--;
    } else if (event instanceof FleetEvent.MigrationSettled settled) {
      row(settled.migration()).outcome = settled.outcome();
      row(settled.migration()).settledAt = Optional.of(at);
      running--;
    } else if (event instanceof FleetEvent.LinkUsed used) {
      links.add(
          new LinkRow(used.link(), used.capacity(), used.carried(), used.full(), used.peak()));
    } else if (event instanceof FleetEvent.RunFinished finished) {
      deliveries = Optional.of(finished.deliveries());
    }
  }

  private static void migration(MigrationEvent event, MigrationRow row, SimTime at) {
    if (event instanceof MigrationEvent.PhaseEntered entered) {
      row.enter(Phase.of(entered.phase()), at);
      if (row.phase.equals(Optional.of(Phase.VCPU_STOP))) {
        row.throttle(0, at);
      }
    } else if (event instanceof MigrationEvent.RoundFinished round) {
      row.rounds = round.round();
      row.memorySentBytes += round.sent().bytes();
    } else if (event instanceof MigrationEvent.FinalMemorySent last) {
      row.memorySentBytes += last.sent().bytes();
    } else if (event instanceof MigrationEvent.GuestThrottled throttled) {
      row.throttle(throttled.percent(), at);
    } else if (event instanceof MigrationEvent.PostCopyFinished followed) {
      row.memorySentBytes += followed.sent().bytes();
      row.pageFaults = followed.faults();
      row.slowdown = row.slowdown.plus(followed.stalled());
    } else if (event instanceof MigrationEvent.ContextMoved moved) {
      row.contextSentBytes += moved.size().bytes();
    } else if (event instanceof MigrationEvent.MigrationCompleted completed) {
      row.leave(at);
      row.downtime = Optional.of(completed.downtime());
      row.total = Optional.of(completed.total());
    } else if (event instanceof MigrationEvent.GuestLost lost) {
      row.leave(at);
      row.reason = lost.reason();
      row.downtime = Optional.of(lost.downtime());
    } else if (event instanceof MigrationEvent.MigrationFailed failed) {
      row.leave(at);
      row.throttle(0, at);
      row.reason = failed.reason();
    } else if (event instanceof MigrationEvent.MigrationRolledBack rolledBack) {
      row.leave(at);
      row.reason = rolledBack.reason();
      row.downtime = Optional.of(rolledBack.downtime());
    }
  }

  private MigrationRow row(String migration) {
    MigrationRow row = migrations.get(migration);
    if (row == null) {
      throw new IllegalStateException("migration '" + migration + "' was never planned");
    }
    return row;
  }

  /** In the order in which they were planned. */
  public Collection<MigrationRow> migrations() {
    return migrations.values();
  }

  /** Every link that carried anything. */
  public List<LinkRow> links() {
    return links;
  }

  public long entities(EntityKind kind) {
    return entitiesByKind.getOrDefault(kind, 0L);
  }

  /** The run's first event; empty for a log that holds none. */
  public Optional<FleetEvent.RunStarted> started() {
    return started;
  }

  /** Simulated messages delivered; empty for a run that did not finish. */
  public Optional<Long> deliveries() {
    return deliveries;
  }

  /** The time of the last event. */
  public SimTime end() {
    return end;
  }

  public long events() {
    return events;
  }

  /** Guests that were stopped and run nowhere at the end. */
  public long lost() {
    return standing.size();
  }

  public long retried() {
    return retried;
  }

  /** The most migrations that ran at once. */
  public long peakRunning() {
    return peakRunning;
  }

  /** What each invariant found; asked once, at the end. */
  public Map<Invariants, Finding> findings() {
    var findings = new EnumMap<Invariants, Finding>(Invariants.class);
    invariants.forEach((name, invariant) -> findings.put(name, invariant.finding()));
    return findings;
  }
}
