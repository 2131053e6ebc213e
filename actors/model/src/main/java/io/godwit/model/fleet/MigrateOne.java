package io.godwit.model.fleet;

import java.util.List;
import java.util.OptionalInt;

/** Moves one guest, to {@code destination} or to wherever the placement says. */
public record MigrateOne(String vm, OptionalInt destination) implements PlanAction {

  @Override
  public String word() {
    return "migrate";
  }

  @Override
  public String target() {
    return vm;
  }

  @Override
  public List<String> select(Guests guests) {
    return guests.of(vm).moving() ? List.of() : List.of(vm);
  }

  @Override
  public boolean mayArrive(int host) {
    return destination.isEmpty() || destination.getAsInt() == host;
  }
}
