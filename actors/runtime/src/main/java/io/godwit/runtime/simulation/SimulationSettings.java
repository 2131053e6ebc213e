package io.godwit.runtime.simulation;

import io.godwit.model.device.MemberSettings;
import io.godwit.model.device.OwnerSettings;
import io.godwit.model.fleet.FleetSettings;
import io.godwit.model.migration.MigrationContext;
import java.util.List;

/**
 * All that a run needs beside its journal.
 *
 * @param owners the settings of each owner of a host, in the order of the host's owners
 * @param members the settings of the members of each of those owners
 */
public record SimulationSettings(
    FleetSettings fleet,
    MigrationContext migration,
    List<OwnerSettings> owners,
    List<MemberSettings> members) {

  public SimulationSettings {
    owners = List.copyOf(owners);
    members = List.copyOf(members);
  }
}
