package io.godwit.scenarios.file;

import io.godwit.dashboards.projection.PlannedFault;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.dma.Untracked;
import io.godwit.model.fleet.BackgroundTraffic;
import io.godwit.model.fleet.GuestTraits;
import io.godwit.model.fleet.HostKinds;
import io.godwit.model.fleet.Limits;
import io.godwit.model.fleet.LinkFault;
import io.godwit.model.fleet.Mishap;
import io.godwit.model.fleet.Placements;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.RetryPolicy;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.Workload;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.migration.MigrationPolicy;
import io.godwit.model.migration.MigrationSettings;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.QemuHost;
import io.godwit.model.strategy.Orchestration;
import io.godwit.model.strategy.RoundLimit;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.strategy.Timetable;
import io.godwit.model.strategy.Tuning;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A scenario that has been checked: it can be run.
 *
 * @param faults of links, once each
 * @param mishaps whatever else befalls places, or guests by the clock
 * @param detection after how long the fleet misses a host
 * @param plannedFaults all faults in the order of the file
 * @param keepIdle virtual time after which an idle entity is stopped; empty for never
 */
public record Scenario(
    String name,
    String about,
    long seed,
    Topology fabric,
    HostSettings host,
    HostKinds kinds,
    List<MemberSettings> members,
    Optional<StreamLimits> limits,
    List<VmGroup> vms,
    List<ArrivingGroup> arrivals,
    MigrationRules migration,
    List<Plan> plans,
    Limits fleetLimits,
    List<BackgroundTraffic> background,
    List<LinkFault> faults,
    List<Mishap> mishaps,
    SimDuration detection,
    List<PlannedFault> plannedFaults,
    List<Expectation> expectations,
    List<Claim> claims,
    Optional<Comparison> comparison,
    Optional<SimDuration> keepIdle) {

  /** Whether there is such a plan or group; of selections nobody knows before the run. */
  public boolean has(Expectation.Scope scope) {
    if (scope.isSelection()) {
      return true;
    }
    return scope.kind().equals("plan")
        ? IntStream.range(0, plans.size())
            .anyMatch(plan -> scope.isOf(plan, plans.get(plan).name()))
        : Stream.concat(vms.stream().map(VmGroup::name), arrivals.stream().map(ArrivingGroup::name))
            .anyMatch(scope.name()::equals);
  }

  /**
   * Guests that are all alike, called {@code name-0} and so on.
   *
   * @param first the number of the first of them
   * @param trackedIn pages of 4 KiB in the unit in which writes are tracked
   * @param lifetime after which each leaves
   */
  public record VmGroup(
      String name,
      int first,
      int count,
      Optional<HostRange> on,
      GuestMemory memory,
      long trackedIn,
      DirtyModels model,
      Workload workload,
      boolean pacedByTimer,
      List<String> devices,
      GuestTraits traits,
      Optional<SimDuration> lifetime,
      GuestRules migration) {

    /** Of its guests, in order. */
    public List<String> names() {
      return IntStream.range(first, first + count).mapToObj(number -> name + '-' + number).toList();
    }
  }

  /**
   * Guests that come while a run goes on, one at each of {@code times}.
   *
   * @param guests all of them, in the order in which they come
   */
  public record ArrivingGroup(
      String name, HostRange on, Placements place, List<SimTime> times, List<VmGroup> guests) {}

  /**
   * What sends and receives memory on a host.
   *
   * @param stream one thread and the one that it sends to
   * @param most of all streams of a migration
   */
  public record StreamLimits(QemuHost stream, ByteRate most) {}

  /**
   * How all guests are migrated.
   *
   * @param fleetCall from the fleet to a host
   * @param checksBefore whether somebody looks if a guest fits before anything moves
   */
  public record MigrationRules(
      Engines engine,
      MigrationSettings settings,
      SimDuration fleetCall,
      Untracked untracked,
      boolean checksBefore) {}

  /**
   * How the guests of a group are migrated.
   *
   * @param rounds an end to the engine's rounds where it has none of its own
   * @param estimate of what devices have to send after the stop
   */
  public record GuestRules(
      Strategies strategy,
      Tuning tuning,
      Timetable changes,
      RoundLimit rounds,
      Orchestration orchestration,
      PreCopySettings preCopy,
      RetryPolicy retry,
      MigrationPolicy policy,
      SizeEstimates estimate) {}
}
