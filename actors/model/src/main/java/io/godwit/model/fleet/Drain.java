package io.godwit.model.fleet;

import io.godwit.model.hypervisor.VmSpec;
import java.util.ArrayList;
import java.util.List;

/** Empties a host, a rack or a pod: hosts {@code first} to {@code last}, both included. */
public record Drain(String target, int first, int last) implements PlanAction {

  @Override
  public String word() {
    return "drain";
  }

  @Override
  public List<String> select(Guests guests) {
    var names = new ArrayList<String>();
    for (int host = first; host <= last; host++) {
      guests.settledOn(host).stream().map(VmSpec::name).forEach(names::add);
    }
    return names;
  }

  @Override
  public boolean mayArrive(int host) {
    return host < first || host > last;
  }
}
