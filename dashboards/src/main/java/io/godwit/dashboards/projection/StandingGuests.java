package io.godwit.dashboards.projection;

import io.godwit.model.event.FleetEvent.HostMissed;
import io.godwit.model.event.HypervisorEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which guests stand, as hosts tell it, and run nowhere. */
final class StandingGuests {

  private final Set<String> standing = new HashSet<>();

  /** Where each guest ran most lately, as far as its host was ever spoken to. */
  private final Map<String, String> homes = new HashMap<>();

  void take(HypervisorEvent event, String host) {
    if (event instanceof HypervisorEvent.VcpusStopped stopped) {
      standing.add(stopped.vm());
    } else if (event instanceof HypervisorEvent.HypervisorStarted first) {
      first.vms().forEach(vm -> homes.putIfAbsent(vm, host));
    } else if (event instanceof HypervisorEvent.VmCreated created) {
      homes.put(created.vm(), host);
    } else if (event instanceof HypervisorEvent.HostCrashed crash) {
      crash.guests().stream().filter(vm -> host.equals(homes.get(vm))).forEach(standing::add);
    } else if (event instanceof HypervisorEvent.VmKilled killed && killed.ran()) {
      standing.add(killed.vm());
    } else if (event instanceof HypervisorEvent.VcpusStarted restarted) {
      homes.put(restarted.vm(), host);
      standing.remove(restarted.vm());
    }
  }

  /** Whoever was given a host that was down already never ran. */
  void take(HostMissed missed) {
    missed.guests().stream().filter(vm -> !homes.containsKey(vm)).forEach(standing::add);
  }

  int count() {
    return standing.size();
  }
}
