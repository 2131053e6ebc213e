package io.godwit.model.fleet;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.AnswerMissed;
import io.godwit.model.event.FleetEvent.AttemptRefused;
import io.godwit.model.event.FleetEvent.ControlPlaneBack;
import io.godwit.model.event.FleetEvent.ControlPlaneLeft;
import io.godwit.model.event.FleetEvent.RequestsDisturbed;
import io.godwit.model.hypervisor.HypervisorReport;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptDenied;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationAnswer.CancelWanted;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;

/**
 * How requests leave the control plane and answers reach it. While it is away, what happens by the
 * clock waits, and answers are lost; when it is back it asks each migration that it believes to be
 * under way. A request that comes twice is refused by the migration, which knows its attempts.
 */
final class ControlPlane {

  private final FleetSettings settings;

  ControlPlane(FleetSettings settings) {
    this.settings = settings;
  }

  /**
   * Asks a migration for something, in the name of its attempt of this number.
   *
   * @return how long the request takes
   */
  SimDuration request(
      UnitOfWork<FleetState> unit, String migration, int attempt, MigrationMessage message) {
    EntityId to = EntityId.migration(migration);
    SimDuration takes = takes(settings, unit.state().control(), to, attempt);
    unit.send(to, takes, message);
    delay(unit, ControlTrouble.DUPLICATED)
        .filter(any -> !(message instanceof MigrationMessage.MeetKinds))
        .ifPresent(later -> unit.send(to, takes.plus(later).plus(Outgoing.SHORTEST), message));
    return takes;
  }

  /** How long a request takes to a migration. */
  static SimDuration takes(
      FleetSettings settings, ControlState control, EntityId migration, int attempt) {
    return settings
        .controlLatency()
        .plus(control.delay(ControlTrouble.SLOW).orElse(SimDuration.ZERO))
        .plus(overtaken(settings, control, migration, attempt));
  }

  /** The same for all requests of an attempt, which go together. */
  private static SimDuration overtaken(
      FleetSettings settings, ControlState control, EntityId migration, int attempt) {
    return control
        .delay(ControlTrouble.REORDERED)
        .map(
            most ->
                SimDuration.ofNanos(
                    RandomStream.of(settings.seed(), migration, "request of attempt " + attempt)
                        .below(most.nanos() + 1)))
        .orElse(SimDuration.ZERO);
  }

  private static Optional<SimDuration> delay(UnitOfWork<FleetState> unit, ControlTrouble what) {
    return unit.state().control().delay(what);
  }

  /** Looks for the next that may begin: at once, unless it is slow. */
  void admitNext(UnitOfWork<FleetState> unit) {
    SimDuration wait = delay(unit, ControlTrouble.SLOW).orElse(Outgoing.SHORTEST);
    Fleet.toSelf(unit, wait, new FleetMessage.AdmitNext());
  }

  /** Whether it takes a message now; else that is lost, or comes again when it is back. */
  boolean hears(UnitOfWork<FleetState> unit, Message message) {
    Optional<SimTime> until = unit.state().control().awayUntil();
    if (until.isEmpty() || !isOfControl(message)) {
      return true;
    } else if (message instanceof AttemptEnded) {
      unit.record(new AnswerMissed(unit.from().name()));
    } else if (!(message instanceof FleetMessage.AdmitNext)) {
      SimDuration left =
          until.get().isAfter(unit.now()) ? until.get().since(unit.now()) : SimDuration.ZERO;
      unit.putOff(EntityId.fleet(), left.plus(Outgoing.SHORTEST), message);
    }
    return false;
  }

  /** All else is what the world does, for which the fleet stands as well. */
  private static boolean isOfControl(Message message) {
    return message instanceof AttemptEnded
        || message instanceof CancelWanted
        || message instanceof FleetMessage.AdmitNext
        || message instanceof FleetMessage.BeginPlan
        || message instanceof FleetMessage.PassDeadline
        || message instanceof FleetMessage.ReturnHosts
        || message instanceof FleetMessage.ArrivalDue
        || message instanceof FleetMessage.DepartureDue
        || message instanceof FleetMessage.HearOfHost
        || message instanceof HypervisorReport
        || message instanceof FleetMessage.MissHost;
  }

  void begin(UnitOfWork<FleetState> unit, Mishap.Control trouble, Optional<SimDuration> lasts) {
    if (trouble.what().isAway()) {
      unit.record(
          new ControlPlaneLeft(trouble.what() == ControlTrouble.RESTART, lasts.orElseThrow()));
    } else {
      unit.record(new RequestsDisturbed(trouble.what().word(), trouble.delay(), false));
    }
  }

  void end(UnitOfWork<FleetState> unit, Mishap.Control trouble) {
    if (!trouble.what().isAway()) {
      unit.record(new RequestsDisturbed(trouble.what().word(), trouble.delay(), true));
      return;
    }
    Optional<SimTime> until = unit.state().control().awayUntil();
    if (until.filter(time -> !time.isAfter(unit.now())).isPresent()) {
      List<String> open = unit.state().migrations().allRunning();
      unit.record(new ControlPlaneBack(open.size()));
      for (String migration : open) {
        int attempt = unit.state().migration(migration).attempt();
        request(unit, migration, attempt, new MigrationMessage.ReportAttempt(attempt));
      }
      admitNext(unit);
    }
  }

  static void denied(UnitOfWork<FleetState> unit, AttemptDenied denied) {
    unit.record(new AttemptRefused(unit.from().name(), denied.attempt(), denied.reason()));
  }
}
