package io.godwit.model.fleet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Moves one guest and its companions, to {@code destination} or to wherever the placement says. */
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
  public List<String> select(Guests guests, IntPredicate open) {
    return Stream.concat(Stream.of(vm), guests.companionsBeside(vm).stream()).toList();
  }

  @Override
  public Optional<String> refusal(Guests guests) {
    if (!guests.isHere(vm)) {
      return Optional.of("%s is not there; it has not come, or has left".formatted(vm));
    }
    Guests.Whereabouts guest = guests.of(vm);
    Optional<String> holder = guests.heldBy(vm);
    if (holder.isPresent()) {
      return Optional.of(
          holder.get().equals(vm)
              ? "%s is not migratable".formatted(vm)
              : "%s stays with %s, its companion, which is not migratable"
                  .formatted(vm, holder.get()));
    } else if (guests.isLost(vm)) {
      return Optional.of("%s is lost; evacuate its host to start it anew".formatted(vm));
    } else if (guest.moving()) {
      return Optional.of("%s has a migration already; cancel that first".formatted(vm));
    }
    return destination.isPresent() && destination.getAsInt() == guest.host()
        ? Optional.of("%s is on that host already".formatted(vm))
        : Optional.empty();
  }

  @Override
  public OptionalInt goesTo() {
    return destination;
  }

  @Override
  public boolean mayArrive(int host) {
    return destination.isEmpty() || destination.getAsInt() == host;
  }

  @Override
  public boolean arrivesAnywhere() {
    return destination.isEmpty();
  }
}
