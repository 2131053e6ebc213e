package io.godwit.model.fleet;

import java.util.List;
import java.util.Optional;

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
  public List<String> select(Guests guests) {
    return List.of();
  }

  @Override
  public boolean mayArrive(int host) {
    return false;
  }

  @Override
  public Optional<String> cancels() {
    return Optional.of(vm);
  }
}
