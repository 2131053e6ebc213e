package io.godwit.model.hypervisor;

import io.godwit.model.context.DeviceTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a guest must find at its destination beside room.
 *
 * @param devices as they are at its source, in the order of its devices; none where all are alike
 * @param cpu model of its processors; empty where any will do
 * @param machine type that it was started as; empty where any will do
 */
public record GuestNeeds(List<DeviceTraits> devices, String cpu, String machine) {

  public GuestNeeds {
    devices = List.copyOf(devices);
  }

  /** What a host that offers {@code offer} lacks of it, for the devices of {@code vm}. */
  public List<String> lacking(HostOffer offer, VmSpec vm) {
    var lacking = new ArrayList<String>();
    for (int i = 0; i < devices.size(); i++) {
      String owner = vm.devices().get(i);
      DeviceTraits there = offer.devices().get(owner);
      Optional<String> why =
          there == null
              ? Optional.of("there is no " + owner)
              : devices.get(i).misfit(there).map(each -> owner + ' ' + each);
      why.filter(each -> !lacking.contains(each)).ifPresent(lacking::add);
    }
    lacking.addAll(lackingToStart(offer));
    return lacking;
  }

  /** What of it a guest cannot be started without. */
  List<String> lackingToStart(HostOffer offer) {
    var lacking = new ArrayList<String>();
    if (!cpu.isEmpty() && !offer.cpus().isEmpty() && !offer.cpus().contains(cpu)) {
      lacking.add("its CPU model is %s; the host has %s".formatted(cpu, listed(offer.cpus())));
    }
    if (!machine.isEmpty() && !offer.machines().isEmpty() && !offer.machines().contains(machine)) {
      lacking.add(
          "its machine type is %s; the host has %s".formatted(machine, listed(offer.machines())));
    }
    return lacking;
  }

  private static String listed(List<String> words) {
    return String.join(", ", words);
  }
}
