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
import io.godwit.model.invariant.Invariants;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a run's history once, in order, and keeps what the reports need of it. */
public final class RunProjection {

  private static final Dispatch<RunProjection, SimTime, FleetEvent> FLEET =
      Dispatch.<RunProjection, SimTime, FleetEvent>over(FleetEvent.class)
          .on(FleetEvent.RunStarted.class, (run, at, event) -> run.started = Optional.of(event))
          .on(
              FleetEvent.MigrationPlanned.class,
              (run, at, event) -> run.migrations.planned(at, event))
          .on(
              FleetEvent.MigrationAdmitted.class,
              (run, at, event) -> run.migrations.admitted(at, event))
          .on(FleetEvent.RetryScheduled.class, (run, at, event) -> run.migrations.failed(at, event))
          .on(
              FleetEvent.MigrationUnplaced.class,
              (run, at, event) -> run.migrations.unplaced(at, event))
          .on(
              FleetEvent.MigrationSettled.class,
              (run, at, event) -> run.migrations.settled(at, event))
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
          .on(
              FleetEvent.MigrationCancelled.class,
              (run, at, event) -> run.migrations.cancelled(at, event))
          .on(FleetEvent.PlanFinished.class, (run, at, event) -> run.plans.finished(at, event))
          .on(FleetEvent.SpeedsMet.class, (run, at, event) -> run.migrations.met(at, event))
          .on(FleetEvent.PowerDrawn.class, (run, at, event) -> run.power.draw(event, at))
          .on(FleetEvent.BackgroundServed.class, (run, at, event) -> run.background.add(event))
          .on(FleetEvent.HostDown.class, (run, at, event) -> run.plans.down(at, event))
          .on(FleetEvent.HostReturned.class, (run, at, event) -> run.plans.returned(at, event))
          .on(FleetEvent.HostSpared.class, (run, at, event) -> run.plans.spared(at, event))
          .ignoring(FleetEvent.BackgroundTurned.class)
          .ignoring(FleetEvent.HostsCordoned.class, FleetEvent.HostsUncordoned.class)
          .ignoring(FleetEvent.LinkChanged.class, FleetEvent.FaultInjected.class)
          .ignoring(FleetEvent.HostFailed.class, FleetEvent.HostRecovered.class)
          .on(FleetEvent.HostMissed.class, (run, at, event) -> run.standing.take(event))
          .ignoring(FleetEvent.HostStood.class, FleetEvent.HostWentOn.class)
          .ignoring(FleetEvent.HostFenced.class, FleetEvent.ControlPlaneLeft.class)
          .ignoring(FleetEvent.ControlPlaneBack.class, FleetEvent.AnswerMissed.class)
          .ignoring(FleetEvent.RequestsDisturbed.class, FleetEvent.AttemptRefused.class)
          .ignoring(FleetEvent.ConditionTurned.class)
          .on(FleetEvent.RetryDenied.class, (run, at, event) -> run.migrations.denied(at, event))
          .total();

  private final PlanRows plans = new PlanRows();
  private final List<LinkRow> links = new ArrayList<>();
  private final Set<EntityId> entities = new HashSet<>();
  private final Map<EntityKind, Long> entitiesByKind = new EnumMap<>(EntityKind.class);
  private final Judges judges = new Judges();
  private final StandingGuests standing = new StandingGuests();
  private final Tally tally = new Tally();
  private final Traffic traffic = new Traffic();
  private final Strikes strikes = new Strikes();
  private final TurnoverRows turnover = new TurnoverRows();
  private final MigrationRows migrations = new MigrationRows(plans, turnover, traffic);
  private final Power power = new Power();
  private final List<FleetEvent.BackgroundServed> background = new ArrayList<>();
  private Optional<FleetEvent.RunStarted> started = Optional.empty();
  private Optional<Long> deliveries = Optional.empty();
  private SimTime end = SimTime.ZERO;
  private long events;

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
    judges.take(recorded, strikes);
    strikes.take(recorded);
    Event event = recorded.event();
    if (event instanceof FleetEvent fleet) {
      tally.take(recorded.at(), fleet);
      FLEET.handle(this, recorded.at(), fleet);
    } else if (event instanceof FabricEvent fabric) {
      traffic.take(fabric, carried -> migrations.carried(end, carried));
    } else if (event instanceof MigrationEvent migration) {
      migrations.take(recorded.at(), recorded.entity().name(), migration);
    } else if (event instanceof HypervisorEvent host) {
      standing.take(host, recorded.entity().name());
      migrations.take(host);
    }
  }

  private static LinkRow linkRow(FleetEvent.LinkUsed used) {
    return new LinkRow(used.link(), used.capacity(), used.carried(), used.full(), used.peak());
  }

  private void finished(SimTime at, FleetEvent.RunFinished finished) {
    deliveries = Optional.of(finished.deliveries());
    var full = new HashMap<String, SimDuration>();
    links.forEach(link -> full.put(link.link(), link.full()));
    migrations.narrow(full);
  }

  /** Tells which guests have a limit of bandwidth of their own, which no event says. */
  public void pace(Predicate<String> guests) {
    migrations.pace(guests);
  }

  /** In the order in which they were planned. */
  public Collection<MigrationRow> migrations() {
    return migrations.all();
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
    return standing.count();
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
    return judges.violations();
  }

  /**
   * How often an invariant is broken, and which faults had struck most lately when it was for the
   * first time; empty where it holds.
   */
  public String violations(Invariants invariant) {
    return judges.violations(invariant);
  }

  /** What each invariant found; asked once, at the end. */
  public Map<Invariants, Finding> findings() {
    return judges.findings();
  }
}
