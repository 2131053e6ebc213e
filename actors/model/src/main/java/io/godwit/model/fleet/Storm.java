package io.godwit.model.fleet;

import java.util.List;
import java.util.function.IntPredicate;

/** Asks for many migrations at once, wherever the placement says. */
public record Storm(String target, List<String> vms) implements PlanAction {
  public Storm {
    vms = List.copyOf(vms);
  }

  @Override
  public String word() {
    return "storm";
  }

  @Override
  public List<String> select(Guests guests, IntPredicate open) {
    return vms.stream()
        .filter(guests::isHere)
        .filter(vm -> !guests.of(vm).moving() && !guests.isLost(vm))
        .toList();
  }

  @Override
  public boolean mayArrive(int host) {
    return true;
  }
}
