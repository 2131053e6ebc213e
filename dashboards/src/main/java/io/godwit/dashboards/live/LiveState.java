package io.godwit.dashboards.live;

import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.fleet.Tally;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one wants to see of a run while it goes on, from its events so far. */
public final class LiveState {

  /** A link and how many flows cross it now. */
  record Busy(String link, int flows) {}

  private final Tally tally = new Tally();
  private final Map<Integer, String> heldBy = new TreeMap<>();
  private final Map<Long, List<String>> flows = new HashMap<>();
  private final Map<String, Integer> flowsOf = new HashMap<>();
  private SimTime now = SimTime.ZERO;
  private SimTime began = SimTime.ZERO;
  private long settledBefore;
  private long events;
  private long failed;
  private long arrivedBytes;

  /**
   * Of a run that goes on from {@code now}: whom it moved before is known, rates are of what comes.
   *
   * @param fleet the fleet's events until then
   */
  public static LiveState after(SimTime now, List<Occurrence> fleet) {
    var state = new LiveState();
    fleet.forEach(state::accept);
    state.now = now;
    state.began = now;
    state.settledBefore = state.tally.settled();
    state.events = 0;
    return state;
  }

  /** Takes the next event. */
  public void accept(Occurrence occurrence) {
    events++;
    now = occurrence.at();
    Event event = occurrence.event();
    if (event instanceof FleetEvent fleet) {
      tally.take(now, fleet);
      take(fleet);
    } else if (event instanceof FlowStarted flow) {
      flows.put(flow.flow(), flow.links());
      flow.links().forEach(link -> flowsOf.merge(link, 1, Integer::sum));
    } else if (event instanceof FlowEnded end && flows.containsKey(end.flow())) {
      arrivedBytes += end.sent().bytes();
      flows
          .remove(end.flow())
          .forEach(link -> flowsOf.computeIfPresent(link, (name, n) -> n == 1 ? null : n - 1));
    }
  }

  private void take(FleetEvent event) {
    if (event instanceof AdmissionHeld held) {
      heldBy.put(held.plan(), held.by());
    } else if (event instanceof PlanFinished finished) {
      heldBy.remove(finished.plan());
    } else if (event instanceof MigrationSettled settled
        && !settled.outcome().equals("completed")) {
      failed++;
    }
    if (tally.waiting() == 0) {
      heldBy.clear();
    }
  }

  SimTime now() {
    return now;
  }

  /** Of virtual time, in which the rest was done; zero before anything was asked for. */
  SimDuration lasted() {
    return tally
        .firstRequest()
        .map(first -> now.since(first.isAfter(began) ? first : began))
        .orElse(SimDuration.ZERO);
  }

  long events() {
    return events;
  }

  /** Migrations that have their last word, since it goes on. */
  long settled() {
    return tally.settled() - settledBefore;
  }

  Tally tally() {
    return tally;
  }

  /** Settled otherwise than completed. */
  long failed() {
    return failed;
  }

  long arrivedBytes() {
    return arrivedBytes;
  }

  /** By the number of a plan, what holds its migrations back. */
  Map<Integer, String> heldBy() {
    return heldBy;
  }

  /** Those with most flows, the most first. */
  List<Busy> busiest(int most) {
    return flowsOf.entrySet().stream()
        .map(each -> new Busy(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingInt(Busy::flows).reversed().thenComparing(Busy::link))
        .limit(most)
        .toList();
  }
}
