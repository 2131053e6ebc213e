package io.godwit.model.fleet;

import io.godwit.model.topology.HostRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Starts guests anew elsewhere that were lost with hosts which have failed. It waits until the
 * fleet counts those as failed.
 */
public record Evacuate(String target, HostRange range) implements PlanAction {

  @Override
  public String word() {
    return "evacuate";
  }

  @Override
  public List<String> select(Guests guests, IntPredicate open) {
    var names = new ArrayList<String>();
    range.hosts().forEach(host -> names.addAll(guests.lostWith(host)));
    return names;
  }

  @Override
  public boolean mayArrive(int host) {
    return !range.contains(host);
  }

  @Override
  public Optional<HostRange> restartsFrom() {
    return Optional.of(range);
  }
}
