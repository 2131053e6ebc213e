package io.godwit.model.migration;

import io.godwit.model.network.Topology;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.unit.SimDuration;
import java.util.function.Function;

/**
 * What all migrations of a run share.
 *
 * @param engine the stable word of the engine profile
 * @param strategy the stable word of the memory strategy
 * @param sessions begins a pre-copy of the guest with this name
 */
public record MigrationContext(
    MigrationSettings settings,
    Topology topology,
    String engine,
    String strategy,
    Function<String, PreCopySession> sessions) {

  SimDuration latency(String source, String destination) {
    return topology.latency(host(source), host(destination));
  }

  private int host(String name) {
    return topology.named(name).orElseThrow().first();
  }
}
