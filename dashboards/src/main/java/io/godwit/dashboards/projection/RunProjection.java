package io.godwit.dashboards.projection;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.fleet.Tally;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.invariant.Finding;
import io.godwit.model.invariant.Invariant;
import io.godwit.model.invariant.Invariants;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a run's history once, in order, and keeps what the reports need of it. */
public final class RunProjection {

  private record Judge(Invariants name, Invariant invariant) {}

  private static final Dispatch<RunProjection, SimTime, FleetEvent> FLEET =
      Dispatch.<RunProjection, SimTime, FleetEvent>over(FleetEvent.class)
          .on(FleetEvent.RunStarted.class, (run, at, event) -> run.started = Optional.of(event))
          .on(FleetEvent.MigrationPlanned.class, RunProjection::planned)
          .on(FleetEvent.MigrationAdmitted.class, RunProjection::admitted)
          .on(FleetEvent.RetryScheduled.class, RunProjection::failed)
          .on(
              FleetEvent.MigrationUnplaced.class,
              (run, at, event) -> run.row(event.migration()).reason = event.reason())
          .on(FleetEvent.MigrationSettled.class, RunProjection::settled)
          .on(FleetEvent.LinkUsed.class, (run, at, event) -> run.links.add(linkRow(event)))
          .on(FleetEvent.RunFinished.class, RunProjection::finished)
          .on(FleetEvent.PlanNamed.class, (run, at, event) -> run.plans.named(at, event))
          .on(FleetEvent.PlanStarted.class, (run, at, event) -> run.plans.started(at, event))
          .on(FleetEvent.RequestRefused.class, (run, at, event) -> run.plans.refused(at, event))
          .on(FleetEvent.SpreadMeasured.class, (run, at, event) -> run.plans.measured(at, event))
          .ignoring(FleetEvent.MoveAssigned.class)
          .on(FleetEvent.GuestArrived.class, (run, at, event) -> run.turnover.take(event))
          .on(FleetEvent.GuestRefused.class, (run, at, event) -> run.turnover.take(event))
          .on(FleetEvent.GuestDeparted.class, (run, at, event) -> run.turnover.take(event))
          .on(FleetEvent.GuestLeaving.class, (run, at, event) -> run.turnover.isToLeave(event.vm()))
          .on(FleetEvent.GuestLeft.class, (run, at, event) -> run.plans.left(at, event))
          .on(FleetEvent.PlanMissed.class, (run, at, event) -> run.plans.missed(at, event))
          .on(FleetEvent.AdmissionHeld.class, (run, at, event) -> run.plans.held(at, event))
          .on(FleetEvent.PlanCancelled.class, (run, at, event) -> run.plans.cancelled(at, event))
          .on(FleetEvent.DeadlinePassed.class, (run, at, event) -> run.plans.late(at, event))
          .on(FleetEvent.MigrationCancelled.class, RunProjection::cancelled)
          .on(FleetEvent.PlanFinished.class, (run, at, event) -> run.plans.finished(at, event))
          .on(
              FleetEvent.SpeedsMet.class,
              (run, at, event) ->
                  run.row(event.migration()).work.between(event.source(), event.destination(), at))
          .on(FleetEvent.PowerDrawn.class, (run, at, event) -> run.power.draw(event, at))
          .on(FleetEvent.BackgroundServed.class, (run, at, event) -> run.background.add(event))
          .on(FleetEvent.HostDown.class, (run, at, event) -> run.plans.down(at, event))
          .on(FleetEvent.HostReturned.class, (run, at, event) -> run.plans.returned(at, event))
          .on(FleetEvent.HostSpared.class, (run, at, event) -> run.plans.spared(at, event))
          .ignoring(FleetEvent.BackgroundTurned.class)
          .ignoring(FleetEvent.HostsCordoned.class, FleetEvent.HostsUncordoned.class)
          .ignoring(FleetEvent.LinkChanged.class, FleetEvent.FaultInjected.class)
          .ignoring(FleetEvent.HostFailed.class, FleetEvent.HostRecovered.class)
          .on(FleetEvent.HostMissed.class, RunProjection::missed)
          .ignoring(FleetEvent.HostStood.class, FleetEvent.HostWentOn.class)
          .ignoring(FleetEvent.HostFenced.class, FleetEvent.ControlPlaneLeft.class)
          .ignoring(FleetEvent.ControlPlaneBack.class, FleetEvent.AnswerMissed.class)
          .ignoring(FleetEvent.RequestsDisturbed.class, FleetEvent.AttemptRefused.class)
          .ignoring(FleetEvent.ConditionTurned.class)
          .on(FleetEvent.RetryDenied.class, RunProjection::denied)
          .total();

  private final Map<String, MigrationRow> migrations = new LinkedHashMap<>();
  private final PlanRows plans = new PlanRows();
  private final List<LinkRow> links = new ArrayList<>();
  private final Set<EntityId> entities = new HashSet<>();
  private final Map<EntityKind, Long> entitiesByKind = new EnumMap<>(EntityKind.class);

  /** The faults before an event that has broken an invariant first. */
  private final Map<Invariants, List<String>> causes = new EnumMap<>(Invariants.class);

  private final Map<Invariants, Invariant> invariants = new EnumMap<>(Invariants.class);

  /** The same to be asked at each event. */
  private final List<Judge> judges;

  private final Map<Invariants, Long> violations = new EnumMap<>(Invariants.class);
  private final Set<String> standing = new HashSet<>();

  /** Where each guest ran most lately, as far as its host was ever spoken to. */
  private final Map<String, String> homes = new HashMap<>();

  private final Tally tally = new Tally();
  private final Traffic traffic = new Traffic();
  private final Strikes strikes = new Strikes();
  private final TurnoverRows turnover = new TurnoverRows();
  private final Power power = new Power();
  private final List<FleetEvent.BackgroundServed> background = new ArrayList<>();
  private Optional<FleetEvent.RunStarted> started = Optional.empty();
  private Optional<Long> deliveries = Optional.empty();
  private SimTime end = SimTime.ZERO;
  private long events;

  public RunProjection() {
    for (Invariants name : Invariants.values()) {
      invariants.put(name, name.create());
    }
    judges =
        invariants.entrySet().stream()
            .map(each -> new Judge(each.getKey(), each.getValue()))
            .toList();
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
    strikes.takeFault(recorded);
    for (Judge judge : judges) {
      judge(judge, recorded);
    }
    strikes.take(recorded);
    Event event = recorded.event();
    if (event instanceof FleetEvent fleet) {
      tally.take(recorded.at(), fleet);
      FLEET.handle(this, recorded.at(), fleet);
    } else if (event instanceof FabricEvent fabric) {
      traffic.take(fabric, this::carried);
    } else if (event instanceof MigrationEvent migration) {
      migration(migration, row(recorded.entity().name()), recorded.at());
    } else if (event instanceof HypervisorEvent.VcpusStopped stopped) {
      standing.add(stopped.vm());
    } else if (event instanceof HypervisorEvent.HypervisorStarted first) {
      first.vms().forEach(vm -> homes.putIfAbsent(vm, recorded.entity().name()));
    } else if (event instanceof HypervisorEvent.VmCreated created) {
      homes.put(created.vm(), recorded.entity().name());
    } else if (event instanceof HypervisorEvent.HostCrashed crash) {
      crash.guests().stream()
          .filter(vm -> recorded.entity().name().equals(homes.get(vm)))
          .forEach(standing::add);
    } else if (event instanceof HypervisorEvent.VmKilled killed && killed.ran()) {
      standing.add(killed.vm());
    } else if (event instanceof HypervisorEvent.HostPaused pause) {
      pause.guests().forEach(vm -> paused(vm, pause.lasts()));
    } else if (event instanceof HypervisorEvent.VcpusStarted restarted) {
      homes.put(restarted.vm(), recorded.entity().name());
      standing.remove(restarted.vm());
    }
  }

  /** A guest that moves stands with its host, beside what its migration costs. */
  private void paused(String vm, SimDuration lasts) {
    migrations.values().stream()
        .filter(row -> row.underWay && row.vm.equals(vm))
        .filter(row -> row.phase.filter(Phase::inDowntime).isEmpty())
        .forEach(row -> row.downtimes.add(lasts));
  }

  private void judge(Judge judge, RecordedEvent recorded) {
    boolean wasBroken = judge.invariant().isBroken();
    judge.invariant().accept(recorded);
    if (!wasBroken && judge.invariant().isBroken()) {
      causes.put(judge.name(), strikes.latest());
      violations.put(judge.name(), recorded.order());
    }
  }

  private void planned(SimTime at, FleetEvent.MigrationPlanned planned) {
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
    migrations.put(planned.migration(), row);
    plans.take(at, row, planned);
    row.spent.queue(at, SimDuration.ZERO, plans.heldSoFar(row, at));
  }

  /** Whoever was given a host that was down already never ran. */
  private void missed(SimTime at, FleetEvent.HostMissed missed) {
    missed.guests().stream().filter(vm -> !homes.containsKey(vm)).forEach(standing::add);
  }

  private void failed(SimTime at, FleetEvent.RetryScheduled retry) {
    row(retry.migration()).underWay = false;
    plans.take(at, row(retry.migration()), retry);
    row(retry.migration())
        .spent
        .queue(at, retry.after(), plans.heldSoFar(row(retry.migration()), at));
  }

  private void denied(SimTime at, FleetEvent.RetryDenied denied) {
    MigrationRow row = row(denied.migration());
    row.reason +=
        "; not tried again: the budget of %s is used up"
            .formatted(denied.budget() == 1 ? "1 retry" : denied.budget() + " retries");
  }

  private void cancelled(SimTime at, FleetEvent.MigrationCancelled cancelled) {
    MigrationRow row = row(cancelled.migration());
    row.reason = turnover.isLeaving(row.vm()) ? "the guest left" : "it was cancelled";
    plans.cancelled(row(cancelled.migration()));
  }

  private void admitted(SimTime at, FleetEvent.MigrationAdmitted admitted) {
    row(admitted.migration()).destination = admitted.destination();
    row(admitted.migration()).beginAttempt(at);
    row(admitted.migration()).spent.admit(at, plans.heldSoFar(row(admitted.migration()), at));
    plans.take(at, row(admitted.migration()), admitted);
  }

  private void settled(SimTime at, FleetEvent.MigrationSettled settled) {
    MigrationRow row = row(settled.migration());
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

  private static LinkRow linkRow(FleetEvent.LinkUsed used) {
    return new LinkRow(used.link(), used.capacity(), used.carried(), used.full(), used.peak());
  }

  private void carried(Traffic.Carried carried) {
    Optional.ofNullable(migrations.get(carried.migration()))
        .ifPresent(row -> carried(row, carried));
  }

  private void carried(MigrationRow row, Traffic.Carried carried) {
    row.sent(carried.memoryBytes(), carried.contextBytes());
    row.spent.carried(row.phase, carried);
    plans.carried(end, row, carried);
  }

  /** The links say at the end how long they were full. */
  private void finished(SimTime at, FleetEvent.RunFinished finished) {
    deliveries = Optional.of(finished.deliveries());
    var full = new HashMap<String, SimDuration>();
    links.forEach(link -> full.put(link.link(), link.full()));
    migrations.values().forEach(row -> row.spent.narrow(full));
  }

  /** Tells which guests have a limit of bandwidth of their own, which no event says. */
  public void pace(Predicate<String> guests) {
    migrations.values().stream()
        .filter(row -> guests.test(row.vm()))
        .forEach(row -> row.spent.pace());
  }

  private void migration(MigrationEvent event, MigrationRow row, SimTime at) {
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

  /** In the order in which they began. */
  public Collection<PlanRow> plans() {
    return plans.rows();
  }

  /** Of the time that a link was full in the whole run, what can have been while a plan used it. */
  public SimDuration full(LinkRow link, WayOut way) {
    return plans.full(link, way);
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

  /** How many migrations were asked for, ran at once, were tried again; and from when to when. */
  public Tally tally() {
    return tally;
  }

  /** What others than migrations wanted of links, and had. */
  public List<FleetEvent.BackgroundServed> background() {
    return background;
  }

  /** Which guests came and went. */
  public TurnoverRows turnover() {
    return turnover;
  }

  /** What the hosts draw. */
  public Power power() {
    return power;
  }

  /** What became of each fault that was planned, in their order. */
  public List<FaultAccount> accounts(List<PlannedFault> faults) {
    Optional<SimTime> over =
        tally.unsettled().isEmpty() ? tally.lastSettlement() : Optional.empty();
    return IntStream.range(0, faults.size())
        .mapToObj(number -> strikes.account(number, faults.get(number), over))
        .toList();
  }

  /** Of each invariant that an event has broken, the place of the first such in the history. */
  public Map<Invariants, Long> violations() {
    return Collections.unmodifiableMap(violations);
  }

  /**
   * How often an invariant is broken, and which faults had struck most lately when it was for the
   * first time; empty where it holds.
   */
  public String violations(Invariants invariant) {
    long times = invariants.get(invariant).violations();
    List<String> before = causes.getOrDefault(invariant, List.of());
    if (times == 0) {
      return "";
    }
    return "; broken %s%s"
        .formatted(
            Counted.of(times, "time"),
            before.isEmpty()
                ? ", without any fault before"
                : ", for the first time after " + String.join(", ", before));
  }

  /** What each invariant found; asked once, at the end. */
  public Map<Invariants, Finding> findings() {
    var findings = new EnumMap<Invariants, Finding>(Invariants.class);
    invariants.forEach((name, invariant) -> findings.put(name, invariant.finding()));
    return findings;
  }
}
