package io.godwit.model.migration;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.MigrationEvent.FaultAimed;
import io.godwit.model.event.MigrationEvent.FaultTriggered;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage.StrikeDue;
import io.godwit.model.migration.MigrationMessage.StrikeNow;
import io.godwit.model.migration.Moment.Edge;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/** Lets the faults of a scenario strike a migration when their moment comes. */
final class Strikes {

  private final EntityId id;
  private final List<PhaseFault> faults;
  private final UnitOfWork<MigrationState> unit;

  Strikes(EntityId id, MigrationContext context, UnitOfWork<MigrationState> unit) {
    this.id = id;
    this.faults = context.settings().faults();
    this.unit = unit;
  }

  /** A phase was entered, and with that the one before was left. */
  void entered(Optional<Phase> before, Phase next) {
    for (int i = 0; i < faults.size(); i++) {
      consider(i, next, Edge.ENTERED);
      if (before.isPresent()) {
        consider(i, before.get(), Edge.LEFT);
      }
    }
  }

  /** The attempt is taken back from now on. */
  void undone() {
    Phase failedIn = state().undoing().orElseThrow().failedIn();
    for (int i = 0; i < faults.size(); i++) {
      consider(i, failedIn, Edge.UNDONE);
    }
  }

  private void consider(int number, Phase phase, Edge edge) {
    if (faults.get(number).waitsFor(phase, edge, state())) {
      consider(number, phase, faults.get(number).when().orElseThrow());
    }
  }

  private void consider(int number, Phase phase, Moment when) {
    if (when.comes(id, state(), unit.state().timesIn(phase))) {
      boolean atOnce = !(faults.get(number).blow() instanceof Blow.OnStream);
      SimDuration delay = when.delay(id, state());
      delay = delay.isZero() && !atOnce ? Outgoing.SHORTEST : delay; // what it breaks begins first
      var due = new StrikeDue(state().number(), number);
      if (delay.isZero()) {
        due(due);
      } else {
        unit.send(id, delay, due);
      }
    }
  }

  /** An attempt that is over by then is struck no more. */
  void due(StrikeDue due) {
    if (due.attempt() == state().number() && !state().isOver()) {
      PhaseFault fault = faults.get(due.strike());
      strike(fault, fault.when().orElseThrow().words(due.attempt()));
    }
  }

  /** A fault whose time the scenario gives strikes a guest that moves, in whatever phase. */
  void now(StrikeNow now) {
    Optional<AttemptState> running = unit.state().attempt().filter(each -> !each.isOver());
    if (running.isPresent()) {
      strike(faults.get(now.strike()), now.trigger());
    }
  }

  private void strike(PhaseFault fault, String trigger) {
    Blow blow = fault.blow();
    if (blow instanceof Blow.OnDevice device) {
      PhaseFault.aimed(device, state())
          .ifPresent(
              message -> {
                aim(fault, message.to().name(), trigger);
                unit.send(message);
              });
    } else if (blow instanceof Blow.OnPlace place) {
      String host = place.atDestination() ? state().destination() : state().source();
      aim(fault, host, trigger);
      tellFleet(new MigrationAnswer.PlaceStruck(fault.fault(), host, trigger));
    } else if (blow instanceof Blow.OnControl) {
      tellFleet(new MigrationAnswer.PlaceStruck(fault.fault(), state().source(), trigger));
    } else if (blow instanceof Blow.OnReceiver killing) {
      kill(fault, killing, trigger);
    } else if (blow instanceof Blow.Cancel) {
      aim(fault, state().vm().name(), trigger);
      tellFleet(new MigrationAnswer.CancelWanted(state().vm().name()));
    } else {
      aim(fault, state().vm().name(), trigger);
      breakStream();
    }
  }

  /** An attempt has one process that receives its guest; once it is killed, nobody is there. */
  private void kill(PhaseFault fault, Blow.OnReceiver killing, String trigger) {
    if (!state().isReceiverKilled()) {
      aim(fault, state().destination(), trigger);
      unit.send(
          EntityId.hypervisor(state().destination()),
          Outgoing.SHORTEST,
          new HypervisorMessage.KillVm(state().vm().name(), killing.reason()));
    }
  }

  private void tellFleet(MigrationAnswer answer) {
    unit.send(EntityId.fleet(), Outgoing.SHORTEST, answer);
  }

  private void aim(PhaseFault fault, String target, String trigger) {
    unit.record(
        fault.isPlain()
            ? new FaultAimed(fault.fault(), target)
            : new FaultTriggered(fault.fault(), fault.kind(), target, trigger));
  }

  /** In post-copy it can be taken up again; later it carries nothing that is needed. */
  private void breakStream() {
    if (!state().isUnderway()) {
      return;
    } else if (state().isIn(Phase.POST_COPY)) {
      unit.send(Calls.stopFlow(state().flows().last()));
    } else if (state().phase().filter(phase -> phase.compareTo(Phase.RESUME) < 0).isPresent()) {
      new Retreat(unit).begin("the connection to %s broke".formatted(state().destination()));
    }
  }

  private AttemptState state() {
    return unit.state().attempt().orElseThrow();
  }
}
