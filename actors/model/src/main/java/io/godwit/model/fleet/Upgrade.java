package io.godwit.model.fleet;

import io.godwit.model.random.Distribution;
import io.godwit.model.topology.HostRange;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Upgrades hosts {@code first} to {@code last}, both included, a batch at a time: each batch is
 * emptied as a drain does it, is down for a while, and comes back. A host that somebody stays on is
 * spared.
 *
 * @param batch how many hosts at once
 * @param downFor how long each batch is down
 * @param downForDrawn instead, what that is drawn from for each batch
 * @param becomes the number of the kind that they come back as; empty when they stay what they are
 * @param refill whether the guests go back to their host before the next batch begins
 */
public record Upgrade(
    String target,
    int first,
    int last,
    int batch,
    SimDuration downFor,
    Optional<Distribution> downForDrawn,
    OptionalInt becomes,
    boolean refill)
    implements PlanAction {

  @Override
  public String word() {
    return "upgrade";
  }

  /** It takes guests batch by batch. */
  @Override
  public List<String> select(Guests guests, IntPredicate open) {
    return List.of();
  }

  @Override
  public boolean mayArrive(int host) {
    return true;
  }

  @Override
  public Optional<HostRange> foresees() {
    return Optional.of(hosts());
  }

  @Override
  public Optional<Upgrade> upgrades() {
    return Optional.of(this);
  }

  HostRange hosts() {
    return new HostRange(first, last - first + 1);
  }
}
