package io.godwit.model.fleet;

import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;

/**
 * One migration, from planned to settled.
 *
 * @param source index of the host that the guest is on
 * @param destination index of the host that it moves to, {@link #NOWHERE} while it waits
 * @param attempt number of the attempt under way, or of the last one; 0 before the first
 * @param failedAt indexes of the hosts where attempts failed, the last one last
 * @param cancelled whether an operator has ended it
 * @param goal index of the one host that it may go to, {@link #NOWHERE} for any
 */
record Tracked(
    int plan,
    VmSpec vm,
    int source,
    Ticket ticket,
    int destination,
    int attempt,
    List<Integer> failedAt,
    boolean cancelled,
    int goal) {

  static final int NOWHERE = -1;

  static Tracked waiting(int plan, VmSpec vm, int source, Ticket ticket, int goal) {
    return new Tracked(plan, vm, source, ticket, NOWHERE, 0, List.of(), false, goal);
  }

  boolean isRunning() {
    return destination != NOWHERE;
  }

  Tracked admitted(int to, int number) {
    return new Tracked(plan, vm, source, ticket, to, number, failedAt, cancelled, goal);
  }

  Tracked waitingUntil(SimTime time) {
    var failed = new ArrayList<>(failedAt);
    failed.remove((Integer) destination);
    failed.add(destination);
    return new Tracked(
        plan,
        vm,
        source,
        ticket.notBefore(time),
        NOWHERE,
        attempt,
        List.copyOf(failed),
        cancelled,
        goal);
  }

  Tracked asCancelled() {
    return new Tracked(plan, vm, source, ticket, destination, attempt, failedAt, true, goal);
  }
}
