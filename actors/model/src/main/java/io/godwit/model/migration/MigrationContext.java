package io.godwit.model.migration;

import io.godwit.model.precopy.Turn;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * What all migrations of a run share.
 *
 * @param engines the stable word of the engine profile of a kind of hosts, by its number
 * @param policies how the guest with this name is migrated
 * @param sessions begin to copy the memory of a guest
 * @param speeds what the processors of a kind of hosts get done, in percent
 * @param fitting what guests need of hosts that differ
 */
public record MigrationContext(
    MigrationSettings settings,
    Topology topology,
    IntFunction<String> engines,
    Function<String, MigrationPolicy> policies,
    Sessions sessions,
    IntUnaryOperator speeds,
    Fitting fitting) {

  /** Between hosts that are all alike. */
  public MigrationContext(
      MigrationSettings settings,
      Topology topology,
      IntFunction<String> engines,
      Function<String, MigrationPolicy> policies,
      Sessions sessions,
      IntUnaryOperator speeds) {
    this(settings, topology, engines, policies, sessions, speeds, Fitting.ALIKE);
  }

  /** How engines begin. */
  @FunctionalInterface
  public interface Sessions {

    /** The first turn of a pre-copy of the guest {@code vm}, from a host of this kind. */
    Turn begin(String vm, int kind, SimTime now);
  }

  SimDuration latency(String source, String destination) {
    return topology.latency(host(source), host(destination));
  }

  private int host(String name) {
    return topology.named(name).orElseThrow().first();
  }
}
