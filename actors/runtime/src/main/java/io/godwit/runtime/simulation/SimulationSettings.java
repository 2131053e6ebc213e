package io.godwit.runtime.simulation;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.fleet.FleetSettings;
import io.godwit.model.migration.MigrationContext;
import java.util.List;

/**
 * All that a run needs beside its journal.
 *
 * @param members the settings of the members of each owner of a host, in the order of the owners;
 *     kinds of hosts may have their own
 */
public record SimulationSettings(
    FleetSettings fleet, MigrationContext migration, List<MemberSettings> members) {

  public SimulationSettings {
    members = List.copyOf(members);
  }
}
