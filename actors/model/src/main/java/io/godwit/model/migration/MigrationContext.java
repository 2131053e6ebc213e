package io.godwit.model.migration;

import io.godwit.model.network.Topology;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What all migrations of a run share.
 *
 * @param engine the stable word of the engine profile
 * @param policies how the guest with this name is migrated
 * @param sessions begin to copy the memory of a guest
 * @param speeds what the processors of the host with this name get done, in percent
 */
public record MigrationContext(
    MigrationSettings settings,
    Topology topology,
    String engine,
    Function<String, MigrationPolicy> policies,
    Sessions sessions,
    ToIntFunction<String> speeds) {

  /** How engines begin. */
  @FunctionalInterface
  public interface Sessions {

    /** The first turn of a pre-copy of the guest {@code vm}, which runs on {@code source}. */
    Turn begin(String vm, String source, SimTime now);
  }

  SimDuration latency(String source, String destination) {
    return topology.latency(host(source), host(destination));
  }

  private int host(String name) {
    return topology.named(name).orElseThrow().first();
  }
}
