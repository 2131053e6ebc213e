package io.godwit.model.fleet;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.BackgroundServed;
import io.godwit.model.event.FleetEvent.BackgroundTurned;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.PowerDrawn;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.fleet.FleetMessage.AdmitNext;
import io.godwit.model.fleet.FleetMessage.ArrivalDue;
import io.godwit.model.fleet.FleetMessage.BeginPlan;
import io.godwit.model.fleet.FleetMessage.BeginRun;
import io.godwit.model.fleet.FleetMessage.DepartureDue;
import io.godwit.model.fleet.FleetMessage.FinishRun;
import io.godwit.model.fleet.FleetMessage.HealLink;
import io.godwit.model.fleet.FleetMessage.HearOfHost;
import io.godwit.model.fleet.FleetMessage.MishapDue;
import io.godwit.model.fleet.FleetMessage.MishapOver;
import io.godwit.model.fleet.FleetMessage.MissHost;
import io.godwit.model.fleet.FleetMessage.PassDeadline;
import io.godwit.model.fleet.FleetMessage.ReturnHosts;
import io.godwit.model.fleet.FleetMessage.StrikeLink;
import io.godwit.model.fleet.FleetMessage.TurnBackground;
import io.godwit.model.hypervisor.HypervisorReport;
import io.godwit.model.hypervisor.HypervisorReport.CreationRefused;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer;
import io.godwit.model.migration.MigrationAnswer.AttemptDenied;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationAnswer.AttemptReported;
import io.godwit.model.migration.MigrationAnswer.CancelWanted;
import io.godwit.model.migration.MigrationAnswer.PlaceStruck;
import io.godwit.model.network.FabricAnswer.BackgroundUsage;
import io.godwit.model.network.FabricAnswer.LinkUsage;
import io.godwit.model.network.FabricAnswer.Usage;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/**
 * The rules of the fleet: it turns plans into migrations ({@link Planning}), lets them begin one by
 * one under the limits where the placement says ({@link Admission}), and tries a failed one again
 * as the retry policy allows ({@link Settlement}). It also breaks and mends links when their time
 * comes.
 */
public final class Fleet implements Entity<FleetState> {

  private static final Dispatch<Fleet, UnitOfWork<FleetState>, Message> MESSAGES =
      Dispatch.<Fleet, UnitOfWork<FleetState>, Message>over(
              FleetMessage.class,
              MigrationAnswer.class,
              HypervisorReport.class,
              Usage.class,
              BackgroundUsage.class)
          .on(BeginRun.class, (fleet, unit, begin) -> fleet.beginRun(unit))
          .on(BeginPlan.class, (fleet, unit, begin) -> fleet.planning.begin(unit, begin.plan()))
          .on(AdmitNext.class, (fleet, unit, admit) -> fleet.admission.admitNext(unit))
          .on(
              PassDeadline.class,
              (fleet, unit, over) -> fleet.planning.passDeadline(unit, over.plan()))
          .on(AttemptEnded.class, (fleet, unit, end) -> fleet.settlement.attemptEnded(unit, end))
          .on(
              ReturnHosts.class,
              (fleet, unit, back) -> fleet.settlement.upgrades().bringBack(unit, back.plan()))
          .on(ArrivalDue.class, (fleet, unit, due) -> fleet.reception.arrive(unit, due))
          .on(DepartureDue.class, (fleet, unit, due) -> fleet.reception.depart(unit, due))
          .on(CreationRefused.class, (fleet, unit, room) -> fleet.reception.refused(unit, room))
          .on(TurnBackground.class, Fleet::turn)
          .on(BackgroundUsage.class, Fleet::note)
          .on(StrikeLink.class, Fleet::strike)
          .on(HealLink.class, Fleet::heal)
          .on(MishapDue.class, (fleet, unit, due) -> fleet.misfortune.due(unit, due))
          .on(MishapOver.class, (fleet, unit, over) -> fleet.misfortune.over(unit, over))
          .on(MissHost.class, (fleet, unit, late) -> fleet.misfortune.missed(unit, late))
          .on(
              CancelWanted.class,
              (fleet, unit, wish) -> fleet.planning.cancelByOperator(unit, wish.vm()))
          .on(
              PlaceStruck.class,
              (fleet, unit, place) -> fleet.misfortune.struck(unit, place, fleet.admission))
          .on(AttemptReported.class, (fleet, unit, end) -> fleet.settlement.reported(unit, end))
          .on(AttemptDenied.class, (fleet, unit, denied) -> ControlPlane.denied(unit, denied))
          .on(HearOfHost.class, (fleet, unit, back) -> fleet.misfortune.heard(unit, back.host()))
          .on(Usage.class, (fleet, unit, usage) -> usage.links().forEach(link -> note(unit, link)))
          .on(FinishRun.class, (fleet, unit, end) -> unit.record(new RunFinished(end.deliveries())))
          .total();

  private final FleetSettings settings;
  private final Planning planning;
  private final Admission admission;
  private final Settlement settlement;
  private final Misfortune misfortune;
  private final Reception reception;
  private final ControlPlane control;

  public Fleet(FleetSettings settings) {
    this.settings = settings;
    settlement = new Settlement(settings);
    control = new ControlPlane(settings);
    planning = new Planning(settings, settlement, control);
    reception = new Reception(settings, settlement, planning);
    misfortune = new Misfortune(settings, settlement, control);
    admission = new Admission(settings, settlement, misfortune, control);
  }

  /** How often it has looked for somebody of a plan who may begin. */
  long searches() {
    return admission.searches();
  }

  /** How many hosts it has looked at for that. */
  long looks() {
    return admission.looks();
  }

  @Override
  public FleetState initial() {
    return new FleetState(settings);
  }

  @Override
  public void decide(UnitOfWork<FleetState> unit, Message message) {
    if (control.hears(unit, message)) {
      MESSAGES.handle(this, unit, message);
      misfortune.watch(unit);
    }
  }

  private void beginRun(UnitOfWork<FleetState> unit) {
    unit.record(
        new RunStarted(
            settings.scenario(),
            settings.seed(),
            settings.version(),
            settings.datacenter().topology().hosts(),
            settings.datacenter().vms().size()));
    long milliwatts = settings.datacenter().milliwatts();
    if (milliwatts > 0) {
      unit.record(new PowerDrawn(milliwatts));
    }
    for (int plan = 0; plan < settings.plans().size(); plan++) {
      if (settings.plans().get(plan).after().isEmpty()) {
        toSelf(unit, fromNow(settings.plans().get(plan).at()), new BeginPlan(plan));
      }
    }
    for (int number = 0; number < settings.background().size(); number++) {
      toSelf(unit, Outgoing.SHORTEST, new TurnBackground(number, 0));
    }
    for (int fault = 0; fault < settings.faults().size(); fault++) {
      toSelf(unit, fromNow(settings.faults().get(fault).at()), new StrikeLink(fault));
    }
    misfortune.foresee(unit);
    reception.foresee(unit);
  }

  static SimDuration fromNow(SimTime at) {
    return SimDuration.ofNanos(Math.max(1, at.nanos()));
  }

  /** It goes on while anything is left to do that it could be in the way of. */
  private void turn(UnitOfWork<FleetState> unit, TurnBackground turn) {
    if (unit.state().plans().haveAllFinished()) {
      return;
    }
    BackgroundTraffic traffic = settings.background().get(turn.number());
    BackgroundTraffic.Step step = traffic.step(turn.step());
    unit.record(new BackgroundTurned(turn.number(), turn.step(), step.rate()));
    for (int link : traffic.links()) {
      unit.send(
          EntityId.fabric(),
          Outgoing.SHORTEST,
          new FabricMessage.ChangeBackground(turn.number(), link, step.rate(), traffic.flows()));
    }
    if (!traffic.isConstant()) {
      toSelf(unit, step.length(), new TurnBackground(turn.number(), turn.step() + 1));
    }
    settlement.admitWhoeverWaits(unit);
  }

  private void strike(UnitOfWork<FleetState> unit, StrikeLink strike) {
    LinkFault fault = settings.faults().get(strike.fault());
    misfortune.change(unit, fault.link());
    toSelf(unit, fault.lasts(), new HealLink(strike.fault()));
  }

  private void heal(UnitOfWork<FleetState> unit, HealLink heal) {
    misfortune.change(unit, settings.faults().get(heal.fault()).link());
  }

  private static void note(UnitOfWork<FleetState> unit, LinkUsage link) {
    unit.record(
        new LinkUsed(link.link(), link.capacity(), link.carried(), link.full(), link.peak()));
  }

  private void note(UnitOfWork<FleetState> unit, BackgroundUsage used) {
    unit.record(new BackgroundServed(used.link(), used.wanted(), used.carried()));
  }

  static void admitNext(UnitOfWork<FleetState> unit) {
    toSelf(unit, Outgoing.SHORTEST, new AdmitNext());
  }

  static void toSelf(UnitOfWork<FleetState> unit, SimDuration after, FleetMessage message) {
    unit.send(EntityId.fleet(), after, message);
  }
}
