package io.godwit.model.fleet;

import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.topology.HostRange;
import io.godwit.model.unit.SimTime;
import java.util.List;

/**
 * Guests of one group that come while a run goes on, in the order in which they come.
 *
 * @param group its name
 * @param on the hosts that they may go to
 * @param place which of these each goes to
 */
public record Arrivals(String group, HostRange on, Placements place, List<Coming> guests) {

  /** A guest, and when it asks for a host. */
  public record Coming(VmSpec vm, SimTime at) {}

  public Arrivals {
    guests = List.copyOf(guests);
  }
}
