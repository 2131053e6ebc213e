package io.godwit.model.event;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/** What happened to the fleet: the run, its plans, and the migrations that they ask for. */
public sealed interface FleetEvent extends Event {

  /** The first event of every run. {@code vms} counts all virtual machines of the datacenter. */
  record RunStarted(String scenario, long seed, String version, long hosts, long vms)
      implements FleetEvent {}

  /** A plan began: {@code kind} is its stable word, {@code target} what it empties or balances. */
  record PlanStarted(int plan, String kind, String target, long migrations) implements FleetEvent {}

  /** A plan asks for one migration; {@code migration} is the name of its entity. */
  record MigrationPlanned(
      int plan, String migration, String vm, String source, ByteCount memory, int devices)
      implements FleetEvent {}

  /** The limits and the placement let a migration begin; attempts count from 1. */
  record MigrationAdmitted(String migration, String destination, int attempt)
      implements FleetEvent {}

  /** The fleet could not place a migration anywhere; {@code reason} says what was missing. */
  record MigrationUnplaced(String migration, String reason) implements FleetEvent {}

  /** An attempt failed and another follows {@code after} this. */
  record RetryScheduled(String migration, int attempt, SimDuration after) implements FleetEvent {}

  /** An operator ended a migration; an attempt under way is undone, and no other follows. */
  record MigrationCancelled(String migration) implements FleetEvent {}

  /**
   * The last word on a migration: {@code outcome} is completed, failed, rolled-back, lost or
   * cancelled.
   */
  record MigrationSettled(String migration, String outcome, int attempts) implements FleetEvent {}

  record PlanFinished(int plan, long completed, long failed) implements FleetEvent {}

  /** A drain began: nobody may arrive at {@code place}, a host, a rack or a pod, any more. */
  record HostsCordoned(int plan, String place) implements FleetEvent {}

  /** A drain gave its hosts back; where no other one holds them too, guests may arrive again. */
  record HostsUncordoned(int plan, String place) implements FleetEvent {}

  /** An upgrade has emptied a host and taken it down. */
  record HostDown(int plan, String host) implements FleetEvent {}

  /** A host that was down is back, as one of {@code kind}; empty when it is what it was. */
  record HostReturned(int plan, String host, String kind) implements FleetEvent {}

  /** An upgrade goes on without a host that so many guests stay on, or that it is too late for. */
  record HostSpared(int plan, String host, int guests) implements FleetEvent {}

  /** What a plan asked for {@code vm} cannot be, and nothing came of it. */
  record RequestRefused(int plan, String vm, String reason) implements FleetEvent {}

  /** A drain leaves a guest behind on {@code host}. */
  record GuestLeft(int plan, String vm, String host, String reason) implements FleetEvent {}

  /** A guest of a group of arrivals was given a host. */
  record GuestArrived(String group, String vm, String host, ByteCount memory, List<String> devices)
      implements FleetEvent {
    public GuestArrived {
      devices = List.copyOf(devices);
    }
  }

  /** A guest of a group of arrivals found no host, or the one that it was given has no room. */
  record GuestRefused(String group, String vm, String reason) implements FleetEvent {}

  /**
   * The time of a guest is over; it leaves once its migration has ended, or never if it is lost.
   */
  record GuestLeaving(String vm) implements FleetEvent {}

  /** A guest whose time was over is gone, and its room on {@code host} is free. */
  record GuestDeparted(String vm, String host) implements FleetEvent {}

  /** A rebalance or an upgrade has chosen the one host that a guest may go to. */
  record MoveAssigned(int plan, String vm, String host) implements FleetEvent {}

  /**
   * How far apart the fullest and the emptiest host of a rebalance are, as it begins and ends.
   *
   * @param by the word of what is evened out
   * @param permille of what a host has
   * @param within what is tolerated, likewise
   * @param reason why it ends with more; empty where it does not
   */
  record SpreadMeasured(int plan, String by, long permille, long within, String reason)
      implements FleetEvent {}

  /**
   * A plan ended without having moved so many guests that it was to move; those that an operator
   * took from it are not among them.
   */
  record PlanMissed(int plan, long guests) implements FleetEvent {}

  /** The plan that begins next has a name of its own. */
  record PlanNamed(int plan, String name) implements FleetEvent {}

  /**
   * What holds the migrations of a plan back has changed: none more may begin for now.
   *
   * @param by the key of a limit in the scenario, or {@code room}
   * @param underWay how many migrations of the plan run then
   */
  record AdmissionHeld(int plan, String by, long underWay) implements FleetEvent {}

  /**
   * Plan {@code by} ended another one before its time.
   *
   * @param waiting migrations that had not begun, and do not begin any more
   * @param underWay migrations that were under way
   * @param undone whether those are taken back; else they go on to their end
   */
  record PlanCancelled(int plan, int by, long waiting, long underWay, boolean undone)
      implements FleetEvent {}

  /**
   * The time that a plan had is over.
   *
   * @param waiting migrations that had not begun, and do not begin any more
   * @param underWay migrations that go on to their end, too late
   */
  record DeadlinePassed(int plan, long waiting, long underWay) implements FleetEvent {}

  /** A link got another capacity; zero means that it is down. */
  record LinkChanged(String link, ByteRate capacity) implements FleetEvent {}

  /**
   * What one link of the fabric did in the whole run.
   *
   * @param carried bytes of simulated flows, rounded down
   * @param full how long its flows were given all of its capacity
   * @param peak the most that it carried at once
   */
  record LinkUsed(
      String link, ByteRate capacity, ByteCount carried, SimDuration full, ByteRate peak)
      implements FleetEvent {}

  /**
   * A migration that was admitted goes between hosts of which one at least has not the usual speed.
   *
   * @param source what its processors get done, in percent
   * @param destination likewise
   */
  record SpeedsMet(String migration, int source, int destination) implements FleetEvent {}

  /**
   * What others than migrations want of links has changed.
   *
   * @param number in the scenario, from 0
   * @param step how often it has changed before
   */
  record BackgroundTurned(int number, int step, ByteRate rate) implements FleetEvent {}

  /** What others than migrations wanted of one link in the whole run, and what they had. */
  record BackgroundServed(String link, ByteCount wanted, ByteCount carried) implements FleetEvent {}

  /** From now on the hosts draw so much together; on record where a scenario says what they do. */
  record PowerDrawn(long milliwatts) implements FleetEvent {}

  /** The last event of every run: {@code deliveries} counts the simulated messages delivered. */
  record RunFinished(long deliveries) implements FleetEvent {}

  /**
   * A fault of the scenario strikes a place.
   *
   * @param fault its number among all faults of the scenario, from 0
   * @param kind what it does, as scenarios have it
   * @param target the host or the link
   * @param trigger what has brought it about
   */
  record FaultInjected(int fault, String kind, String target, String trigger)
      implements FleetEvent {}

  /** A host has crashed; the fleet does not know of it yet. {@code returns}: it will boot again. */
  record HostFailed(String host, boolean returns) implements FleetEvent {}

  /**
   * The fleet has missed a host for so long that it counts as failed: nobody may arrive there, and
   * the guests that it had are lost.
   *
   * @param guests those that were not on their way then
   */
  record HostMissed(String host, List<String> guests) implements FleetEvent {
    public HostMissed {
      guests = List.copyOf(guests);
    }
  }

  /** A host that had crashed is there again, and empty. */
  record HostRecovered(String host) implements FleetEvent {}

  /** A host stands: it is up, and does nothing for so long. */
  record HostStood(String host, SimDuration lasts) implements FleetEvent {}

  /** A host goes on that had stood. */
  record HostWentOn(String host) implements FleetEvent {}

  /**
   * A host that stood for too long was cut off its power, so that it cannot come back as it was.
   */
  record HostFenced(String host) implements FleetEvent {}

  /**
   * The control plane hears nobody for so long; hosts and migrations go on without it.
   *
   * @param restarted whether it was ended and starts again from its journal
   */
  record ControlPlaneLeft(boolean restarted, SimDuration lasts) implements FleetEvent {}

  /** It is there again, and asks so many migrations what became of them. */
  record ControlPlaneBack(int asked) implements FleetEvent {}

  /** A migration told of the end of an attempt while the control plane heard nobody. */
  record AnswerMissed(String migration) implements FleetEvent {}

  /**
   * What befalls requests of the control plane from now on, or no longer.
   *
   * @param kind as scenarios have it
   * @param delay that goes with it
   */
  record RequestsDisturbed(String kind, SimDuration delay, boolean over) implements FleetEvent {}

  /** A migration refused to begin an attempt that had begun before. */
  record AttemptRefused(String migration, int attempt, String reason) implements FleetEvent {}

  /** The condition of a fault has come to hold, or holds no more. */
  record ConditionTurned(int fault, boolean holds) implements FleetEvent {}

  /** A migration is not tried again, for so many further attempts were made at all guests. */
  record RetryDenied(String migration, long budget) implements FleetEvent {}
}
