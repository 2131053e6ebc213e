package io.godwit.model.fleet;

import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.function.Function;

/**
 * All that the fleet is told before a run.
 *
 * @param scenario its name
 * @param version of Godwit, so that a record says what made it
 * @param turnover guests that come and go
 * @param limits of all plans together
 * @param background what others than migrations want of links
 * @param faults of the fabric's links, each at its time
 * @param mishaps whatever else goes wrong
 * @param retry what follows a failed attempt at the guest with this name
 * @param controlLatency from the fleet to a host's migration, and back (an assumption of ours: 1
 *     ms)
 */
public record FleetSettings(
    String scenario,
    long seed,
    String version,
    Datacenter datacenter,
    Turnover turnover,
    List<Plan> plans,
    Limits limits,
    List<BackgroundTraffic> background,
    List<LinkFault> faults,
    Mishaps mishaps,
    Function<String, RetryPolicy> retry,
    SimDuration controlLatency) {

  public FleetSettings {
    plans = List.copyOf(plans);
    background = List.copyOf(background);
    faults = List.copyOf(faults);
  }

  /** A fleet without limits of its own. */
  public FleetSettings(
      String scenario,
      long seed,
      String version,
      Datacenter datacenter,
      List<Plan> plans,
      List<LinkFault> faults,
      RetryPolicy retry,
      SimDuration controlLatency) {
    this(
        scenario,
        seed,
        version,
        datacenter,
        Turnover.NONE,
        plans,
        Limits.UNLIMITED,
        List.of(),
        faults,
        Mishaps.NONE,
        guest -> retry,
        controlLatency);
  }

  /** What holds for the migrations of a plan; who is started anew leaves no host. */
  Bounds bounds(int plan) {
    Plan rules = plans.get(plan);
    return rules.action().startsAnew()
        ? new Bounds(rules.limits().ofArrivals(), limits.ofArrivals())
        : new Bounds(rules.limits(), limits);
  }
}
