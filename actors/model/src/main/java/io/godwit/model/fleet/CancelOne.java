package io.godwit.model.fleet;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Ends the migration of one guest, if one is planned or under way; the guest stays. */
public record CancelOne(String vm) implements PlanAction {

  @Override
  public String word() {
    return "cancel";
  }

  @Override
  public String target() {
    return vm;
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
  public Optional<String> refusal(Guests guests) {
    return guests.isHere(vm) && guests.of(vm).moving()
        ? Optional.empty()
        : Optional.of("%s has no migration to cancel, planned or under way".formatted(vm));
  }

  @Override
  public Optional<String> cancels() {
    return Optional.of(vm);
  }
}
