package io.godwit.scenarios.file;

import io.godwit.model.device.MemberSettings;
import io.godwit.model.device.OwnerSettings;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.RetryPolicy;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.Workload;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.migration.ContextStrategies;
import io.godwit.model.network.FabricShape;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/** A scenario that has been checked: it can be run. */
public record Scenario(
    String name,
    String about,
    long seed,
    FabricShape fabric,
    HostSettings host,
    List<OwnerSettings> owners,
    List<MemberSettings> members,
    List<VmGroup> vms,
    MigrationRules migration,
    List<Plan> plans,
    List<Expectation> expectations) {

  /** Guests that are all alike, called {@code name-0} and so on. */
  public record VmGroup(
      String name,
      int count,
      GuestMemory memory,
      DirtyModels model,
      Workload workload,
      List<String> devices) {}

  public record MigrationRules(
      Engines engine,
      String strategy,
      PreCopySettings preCopy,
      ContextStrategies contextStrategy,
      RetryPolicy retry,
      SimDuration timeoutPerGib) {}
}
