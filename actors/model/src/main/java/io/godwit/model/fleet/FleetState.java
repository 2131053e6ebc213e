package io.godwit.model.fleet;

import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.hypervisor.VmSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the fleet knows. It changes only as events say; see {@link Fleet}. */
final class FleetState {

  /** One migration, from planned to settled. */
  static final class Tracked {
    final int plan;
    final VmSpec vm;
    final int source;
    Ticket ticket;
    int destination = -1;
    int attempt;
    boolean cancelled;

    Tracked(int plan, VmSpec vm, int source, Ticket ticket) {
      this.plan = plan;
      this.vm = vm;
      this.source = source;
      this.ticket = ticket;
    }
  }

  final Hosts hosts;
  final Guests guests;
  final Map<Integer, PlanRun> plans = new LinkedHashMap<>();
  final Map<String, Tracked> migrations = new LinkedHashMap<>();
  int plansFinished;

  FleetState(Datacenter datacenter) {
    int count = datacenter.topology().hosts();
    hosts = new Hosts(datacenter.host(), count);
    guests = new Guests(datacenter.vms(), count, datacenter.host().memory().bytes());
    datacenter.vms().forEach(placed -> hosts.occupy(placed.host(), placed.vm()));
  }

  boolean anythingRuns() {
    return plans.values().stream().anyMatch(plan -> plan.running > 0);
  }
}
