package io.godwit.model.fleet;

import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What goes wrong around migrations, and how long it takes to be noticed.
 *
 * @param all in the order of the scenario
 * @param keepalive after how long the peers of a guest's migration take a silent host to be gone
 * @param detection after how long the fleet does
 */
public record Mishaps(
    List<Mishap> all, Function<String, SimDuration> keepalive, SimDuration detection) {

  /** Nothing goes wrong. */
  public static final Mishaps NONE =
      new Mishaps(List.of(), vm -> SimDuration.ofSeconds(30), SimDuration.ofSeconds(60));

  public Mishaps {
    all = List.copyOf(all);
  }

  /** The one that the scenario's fault of this number is; empty when it is another's business. */
  Optional<Integer> ofFault(int fault) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).fault() == fault) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
