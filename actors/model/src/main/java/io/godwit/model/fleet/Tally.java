package io.godwit.model.fleet;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.StatePart;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.BackgroundServed;
import io.godwit.model.event.FleetEvent.BackgroundTurned;
import io.godwit.model.event.FleetEvent.DeadlinePassed;
import io.godwit.model.event.FleetEvent.FaultInjected;
import io.godwit.model.event.FleetEvent.GuestArrived;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.GuestLeaving;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.GuestRefused;
import io.godwit.model.event.FleetEvent.HostDown;
import io.godwit.model.event.FleetEvent.HostFailed;
import io.godwit.model.event.FleetEvent.HostMissed;
import io.godwit.model.event.FleetEvent.HostRecovered;
import io.godwit.model.event.FleetEvent.HostReturned;
import io.godwit.model.event.FleetEvent.HostSpared;
import io.godwit.model.event.FleetEvent.HostsCordoned;
import io.godwit.model.event.FleetEvent.HostsUncordoned;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.MoveAssigned;
import io.godwit.model.event.FleetEvent.PlanCancelled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanMissed;
import io.godwit.model.event.FleetEvent.PlanNamed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.PowerDrawn;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.FleetEvent.SpeedsMet;
import io.godwit.model.event.FleetEvent.SpreadMeasured;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Counts migrations as the fleet's events tell of them: of one plan, or of a whole run. Each is by
 * name in one place, so that one which is cancelled while it waits is not taken from those that
 * run. This is the only such count: the fleet, its monitor and the reports all ask it.
 */
public final class Tally implements StatePart {

  private static final Dispatch<Tally, SimTime, FleetEvent> EVENTS =
      Dispatch.<Tally, SimTime, FleetEvent>over(FleetEvent.class)
          .on(MigrationPlanned.class, Tally::planned)
          .on(MigrationAdmitted.class, (tally, at, event) -> tally.began(event.migration()))
          .on(RetryScheduled.class, (tally, at, event) -> tally.failed(event.migration()))
          .on(MigrationSettled.class, Tally::settled)
          .ignoring(RunStarted.class, PlanStarted.class, MigrationUnplaced.class)
          .ignoring(MigrationCancelled.class, PlanFinished.class, RunFinished.class)
          .ignoring(LinkChanged.class, LinkUsed.class)
          .ignoring(HostsCordoned.class, HostsUncordoned.class, RequestRefused.class)
          .ignoring(GuestLeft.class, PlanMissed.class)
          .ignoring(GuestArrived.class, GuestRefused.class)
          .ignoring(MoveAssigned.class, SpreadMeasured.class)
          .ignoring(GuestLeaving.class, GuestDeparted.class)
          .ignoring(PlanNamed.class, AdmissionHeld.class, PlanCancelled.class)
          .ignoring(DeadlinePassed.class, SpeedsMet.class, PowerDrawn.class)
          .ignoring(HostDown.class, HostReturned.class, HostSpared.class)
          .ignoring(BackgroundTurned.class, BackgroundServed.class)
          .ignoring(FaultInjected.class, HostFailed.class, HostMissed.class, HostRecovered.class)
          .ignoring(FleetEvent.HostStood.class, FleetEvent.HostWentOn.class)
          .ignoring(FleetEvent.HostFenced.class, FleetEvent.ControlPlaneLeft.class)
          .ignoring(FleetEvent.ControlPlaneBack.class, FleetEvent.AnswerMissed.class)
          .ignoring(FleetEvent.RequestsDisturbed.class, FleetEvent.AttemptRefused.class)
          .ignoring(FleetEvent.ConditionTurned.class, FleetEvent.RetryDenied.class)
          .total();

  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> running = new LinkedHashSet<>();
  private long planned;
  private long mostRunning;
  private Optional<SimTime> firstRequest = Optional.empty();
  private Optional<SimTime> lastSettlement = Optional.empty();

  /** Takes the next event. */
  public void take(SimTime at, FleetEvent event) {
    EVENTS.handle(this, at, event);
  }

  private void planned(SimTime at, MigrationPlanned event) {
    planned++;
    waiting.add(event.migration());
    firstRequest = firstRequest.or(() -> Optional.of(at));
  }

  private void began(String migration) {
    waiting.remove(migration);
    running.add(migration);
    mostRunning = Math.max(mostRunning, running.size());
  }

  private void failed(String migration) {
    running.remove(migration);
    waiting.add(migration);
  }

  private void settled(SimTime at, MigrationSettled event) {
    waiting.remove(event.migration());
    running.remove(event.migration());
    lastSettlement = Optional.of(at);
  }

  /** How many were ever asked for. */
  public long planned() {
    return planned;
  }

  /** How many have still to begin, for the first time or once more. */
  public int waiting() {
    return waiting.size();
  }

  /** How many have an attempt under way. */
  public int running() {
    return running.size();
  }

  /** The most that ever ran at once. */
  public long mostRunning() {
    return mostRunning;
  }

  /** How many have their last word. */
  public long settled() {
    return planned - waiting.size() - running.size();
  }

  /** The names of those that wait or run. */
  public SortedSet<String> unsettled() {
    var names = new TreeSet<>(waiting);
    names.addAll(running);
    return names;
  }

  /** When a migration was first asked for; empty when none was. */
  public Optional<SimTime> firstRequest() {
    return firstRequest;
  }

  /** When one had its last word most lately; empty when none has. */
  public Optional<SimTime> lastSettlement() {
    return lastSettlement;
  }
}
