package io.godwit.model.fleet;

import io.godwit.model.entity.Message;

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

  /** To itself: a fault of a link begins. */
  record StrikeLink(int fault) implements FleetMessage {}

  /** To itself: a fault of a link is over. */
  record HealLink(int fault) implements FleetMessage {}

  /** The last message of a run: nothing else is under way, {@code deliveries} were made. */
  record FinishRun(long deliveries) implements FleetMessage {}
}
