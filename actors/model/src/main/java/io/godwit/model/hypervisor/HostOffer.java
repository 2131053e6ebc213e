package io.godwit.model.hypervisor;

import io.godwit.model.context.DeviceTraits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host can give a guest, where hosts differ.
 *
 * @param devices what members of an owner are, by its name
 * @param cpus models of processors that it can give; none said: any
 * @param machines types of machines that it knows; none said: any
 */
public record HostOffer(
    Map<String, DeviceTraits> devices, List<String> cpus, List<String> machines) {

  /** Of hosts that are all alike. */
  public static final HostOffer ANY = new HostOffer(new LinkedHashMap<>(), List.of(), List.of());

  public HostOffer {
    devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    cpus = List.copyOf(cpus);
    machines = List.copyOf(machines);
  }

  /** What the guest {@code vm} that is on such a host needs of another. */
  public GuestNeeds needs(VmSpec vm, String cpu, String machine) {
    return new GuestNeeds(
        vm.devices().stream().filter(devices::containsKey).map(devices::get).toList(),
        cpu,
        machine);
  }
}
