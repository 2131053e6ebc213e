package io.godwit.model.fleet;

import io.godwit.model.hypervisor.VmSpec;
import java.util.List;

/** Where a virtual machine is when the run begins, and which members it has there. */
public record PlacedVm(VmSpec vm, int host, List<String> members) {

  public PlacedVm {
    members = List.copyOf(members);
  }
}
