package io.godwit.model.fleet;

import io.godwit.model.topology.HostRange;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Evens out what {@code by} counts among some hosts until the fullest and the emptiest are at most
 * {@code withinPercent} apart, or no move of a guest that has not moved yet brings them closer.
 */
public record Rebalance(String target, HostRange hosts, Balances by, int withinPercent)
    implements PlanAction {

  public Rebalance {
    if (withinPercent < 0 || withinPercent > 100) {
      throw new IllegalArgumentException("within " + withinPercent + "%: must be 0% to 100%");
    }
  }

  @Override
  public String word() {
    return "rebalance";
  }

  @Override
  public boolean mayArrive(int host) {
    return hosts.contains(host);
  }

  /** Who moves is found step by step; see {@link #balances}. */
  @Override
  public List<String> select(Guests guests, IntPredicate open) {
    return List.of();
  }

  @Override
  public Optional<Rebalance> balances() {
    return Optional.of(this);
  }
}
