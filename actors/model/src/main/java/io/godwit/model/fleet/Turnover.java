package io.godwit.model.fleet;

import io.godwit.model.unit.SimDuration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which guests come and go while a run goes on.
 *
 * @param lifetimes by guest that leaves: how long it stays, since it came or since the run began
 */
public record Turnover(List<Arrivals> arrivals, Map<String, SimDuration> lifetimes) {

  public static final Turnover NONE = new Turnover(List.of(), new LinkedHashMap<>());

  public Turnover {
    arrivals = List.copyOf(arrivals);
    lifetimes = Collections.unmodifiableMap(new LinkedHashMap<>(lifetimes));
  }

  Optional<SimDuration> lifetime(String vm) {
    return Optional.ofNullable(lifetimes.get(vm));
  }
}
