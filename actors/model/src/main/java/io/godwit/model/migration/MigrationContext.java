package io.godwit.model.migration;

import io.godwit.model.network.Topology;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What all migrations of a run share.
 *
 * @param engine the stable word of the engine profile
 * @param policies how the guest with this name is migrated
 * @param sessions the first turn of a pre-copy of the guest with this name, at this time
 */
public record MigrationContext(
    MigrationSettings settings,
    Topology topology,
    String engine,
    Function<String, MigrationPolicy> policies,
    BiFunction<String, SimTime, Turn> sessions) {

  SimDuration latency(String source, String destination) {
    return topology.latency(host(source), host(destination));
  }

  private int host(String name) {
    return topology.named(name).orElseThrow().first();
  }
}
