package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.FleetEvent.GuestArrived;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which guests will leave of their own, and where those that arrived lately went. */
final class TurnoverState implements StatePart {

  private final transient Turnover turnover;
  private final Set<String> temporary = new LinkedHashSet<>();

  /** By group of arrivals: the host that the last one went to. */
  private final Map<String, Integer> lastArrivals = new TreeMap<>();

  /** Before anybody arrives. */
  TurnoverState(FleetSettings settings) {
    turnover = settings.turnover();
    settings.datacenter().vms().forEach(placed -> stay(placed.vm().name()));
  }

  private void stay(String vm) {
    if (turnover.lifetime(vm).isPresent()) {
      temporary.add(vm);
    }
  }

  void arrive(GuestArrived arrived, int host) {
    lastArrivals.put(arrived.group(), host);
    stay(arrived.vm());
  }

  /** Its time is over, or it is here no more. */
  void leave(String vm) {
    temporary.remove(vm);
  }

  /** The host that the last arrival of a group went to, -1 before the first. */
  int lastOf(String group) {
    return lastArrivals.getOrDefault(group, -1);
  }

  boolean isAnyToLeave() {
    return !temporary.isEmpty();
  }
}
