package io.godwit.model.fleet;

import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.unit.SimTime;

/**
 * One migration, from planned to settled.
 *
 * @param source index of the host that the guest is on
 * @param destination index of the host that it moves to, {@link #NOWHERE} while it waits
 * @param attempt number of the attempt under way, or of the last one; 0 before the first
 * @param failedAt index of the host where its last attempt failed, {@link #NOWHERE} if none did
 * @param cancelled whether an operator has ended it
 */
record Tracked(
    int plan,
    VmSpec vm,
    int source,
    Ticket ticket,
    int destination,
    int attempt,
    int failedAt,
    boolean cancelled) {

  static final int NOWHERE = -1;

  static Tracked waiting(int plan, VmSpec vm, int source, Ticket ticket) {
    return new Tracked(plan, vm, source, ticket, NOWHERE, 0, NOWHERE, false);
  }

  boolean isRunning() {
    return destination != NOWHERE;
  }

  Tracked admitted(int to, int number) {
    return new Tracked(plan, vm, source, ticket, to, number, failedAt, cancelled);
  }

  Tracked waitingUntil(SimTime time) {
    return new Tracked(
        plan, vm, source, ticket.notBefore(time), NOWHERE, attempt, destination, cancelled);
  }

  Tracked asCancelled() {
    return new Tracked(plan, vm, source, ticket, destination, attempt, failedAt, true);
  }
}
