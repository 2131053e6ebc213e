package io.godwit.model.fleet;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.SimTime;

/** What the fleet is told from outside and tells itself. */
public sealed interface FleetMessage extends Message {

  /** The first message of a run. */
  record BeginRun() implements FleetMessage {}

  /** To itself: the time of a plan has come. */
  record BeginPlan(int plan) implements FleetMessage {}

  /** To itself: see whether one more migration may begin, of whichever plan. */
  record AdmitNext() implements FleetMessage {}

  /** To itself: the time that a plan had is over. */
  record PassDeadline(int plan) implements FleetMessage {}

  /** To itself: the hosts that an upgrade has down come back. */
  record ReturnHosts(int plan) implements FleetMessage {}

  /** To itself: what others want of links changes. */
  record TurnBackground(int number, int step) implements FleetMessage {}

  /** To itself: the {@code number}-th guest of a group of arrivals comes; both count from 0. */
  record ArrivalDue(int group, int number) implements FleetMessage {}

  /** To itself: the time that a guest stays is over. */
  record DepartureDue(String vm) implements FleetMessage {}

  /** To itself: a fault of a link begins. */
  record StrikeLink(int fault) implements FleetMessage {}

  /** To itself: a fault of a link is over. */
  record HealLink(int fault) implements FleetMessage {}

  /** The last message of a run: nothing else is under way, {@code deliveries} were made. */
  record FinishRun(long deliveries) implements FleetMessage {}

  /** To itself: the {@code occurrence}-th time of a mishap has come; both count from 0. */
  record MishapDue(int mishap, int occurrence) implements FleetMessage {}

  /** To itself: what a mishap did to a host, or to its links, is over. */
  record MishapOver(int mishap, String place) implements FleetMessage {}

  /** To itself: a host has booted while the control plane was away, and is heard of now. */
  record HearOfHost(String host) implements FleetMessage {}

  /** To itself: a host has not been heard of for so long that it counts as failed. */
  record MissHost(String host, SimTime failedAt) implements FleetMessage {}
}
