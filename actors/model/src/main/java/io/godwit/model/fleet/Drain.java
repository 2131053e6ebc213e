package io.godwit.model.fleet;

import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.topology.HostRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Empties a host, a rack or a pod: hosts {@code first} to {@code last}, both included. Nobody
 * arrives at them from its beginning on; guests whose migrations were under way are taken when
 * these end.
 *
 * @param uncordon whether guests may arrive again when it ends
 */
public record Drain(String target, int first, int last, boolean uncordon) implements PlanAction {

  @Override
  public String word() {
    return "drain";
  }

  @Override
  public List<String> select(Guests guests, IntPredicate open) {
    var names = new ArrayList<String>();
    for (int host = first; host <= last; host++) {
      guests.settledOn(host).stream().map(VmSpec::name).forEach(names::add);
    }
    return names;
  }

  @Override
  public Optional<HostRange> empties() {
    return Optional.of(new HostRange(first, last - first + 1));
  }

  @Override
  public boolean givesBack() {
    return uncordon;
  }

  @Override
  public boolean mayArrive(int host) {
    return host < first || host > last;
  }
}
