package io.godwit.model.hypervisor;

import io.godwit.model.unit.ByteCount;
import java.util.List;

/**
 * What a virtual machine needs of a host.
 *
 * @param name unique in the datacenter
 * @param memory of the guest
 * @param devices for each of its devices, the name of the owner on the host that gives it a member
 */
public record VmSpec(String name, ByteCount memory, List<String> devices) {

  public VmSpec {
    devices = List.copyOf(devices);
  }

  /** How many of its devices come from the owner called {@code owner}. */
  public int devicesOf(String owner) {
    int count = 0;
    for (String device : devices) {
      if (device.equals(owner)) {
        count++;
      }
    }
    return count;
  }
}
