package io.godwit.model.fleet;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Ends plans: what has not begun does not begin, and hosts that they empty take guests again.
 *
 * @param target as the scenario has it: a plan's name, or the hosts that are drained
 * @param plans their numbers
 * @param undo whether migrations under way are taken back too; else they go on to their end
 */
public record CancelPlan(String target, List<Integer> plans, boolean undo) implements PlanAction {

  public CancelPlan {
    plans = List.copyOf(plans);
  }

  @Override
  public String word() {
    return "cancel";
  }

  @Override
  public List<String> select(Guests guests, IntPredicate open) {
    return List.of();
  }

  @Override
  public boolean mayArrive(int host) {
    return false;
  }

  @Override
  public Optional<CancelPlan> ends() {
    return Optional.of(this);
  }
}
