package io.godwit.model.fleet;

import io.godwit.model.context.DeviceTraits;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.guest.DirtyModel;
import io.godwit.model.hypervisor.HostOffer;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.HostSettings.OwnerSlot;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.unit.ByteCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What hosts of one kind have for guests.
 *
 * @param name such as {@code large}
 * @param memory for guests
 * @param processors for guests that count them; {@link #ANY} when there are always enough
 * @param labels that guests can ask for
 * @param taints that keep everyone away who does not tolerate them
 * @param speed of its processors in percent: what guests get done, and how fast they write
 * @param milliwatts that such a host draws, busy or not; zero where nobody counts them
 * @param engine the word of what migrates its guests; empty for the scenario's
 * @param owners its owner devices, where they are not those that hosts have in common
 * @param cpus models of processors that it can give a guest; none said: any
 * @param machines types of machines that it knows; none said: any
 * @param generation of that engine: guests go to an older one only where that is allowed
 */
public record HostKind(
    String name,
    ByteCount memory,
    int processors,
    List<String> labels,
    List<String> taints,
    int speed,
    long milliwatts,
    Optional<String> engine,
    int generation,
    Optional<List<KindOwner>> owners,
    List<String> cpus,
    List<String> machines) {

  public static final int ANY = Integer.MAX_VALUE;

  /** An owner device of such hosts, and what each of its members is. */
  public record KindOwner(OwnerSlot slot, MemberSettings members) {}

  /** Hosts that can be any machine. */
  public HostKind(
      String name,
      ByteCount memory,
      int processors,
      List<String> labels,
      List<String> taints,
      int speed,
      long milliwatts,
      Optional<String> engine,
      int generation,
      Optional<List<KindOwner>> owners) {
    this(
        name,
        memory,
        processors,
        labels,
        taints,
        speed,
        milliwatts,
        engine,
        generation,
        owners,
        List.of(),
        List.of());
  }

  public HostKind {
    cpus = List.copyOf(cpus);
    machines = List.copyOf(machines);
    labels = List.copyOf(labels);
    taints = List.copyOf(taints);
  }

  /** Hosts that are there for everyone. */
  public static HostKind plain(ByteCount memory) {
    return new HostKind(
        "host",
        memory,
        ANY,
        List.of(),
        List.of(),
        DirtyModel.FULL_SPEED,
        0,
        Optional.empty(),
        0,
        Optional.empty());
  }

  /** What such a host is made of, {@code common} being what all are. */
  HostSettings of(HostSettings common) {
    HostSettings sized = common.withMemory(memory).offering(offer());
    return owners
        .map(own -> sized.withOwners(own.stream().map(KindOwner::slot).toList()))
        .orElse(sized);
  }

  /** What such a host can give a guest that arrives. */
  public HostOffer offer() {
    var devices = new LinkedHashMap<String, DeviceTraits>();
    owners
        .orElse(List.of())
        .forEach(each -> devices.put(each.slot().name(), DeviceTraits.of(each.members())));
    return new HostOffer(devices, cpus, machines);
  }

  /** How many members an owner of this name has here, of {@code common} ones unless it has own. */
  int members(OwnerSlot common) {
    return owners
        .map(own -> find(own, common.name()).map(each -> each.slot().settings()))
        .orElse(Optional.of(common.settings()))
        .map(OwnerSettings::members)
        .orElse(0);
  }

  /** What members of an owner of this name are; empty where they are as all are. */
  Optional<MemberSettings> memberOf(String owner) {
    return owners.flatMap(own -> find(own, owner)).map(KindOwner::members);
  }

  private static Optional<KindOwner> find(List<KindOwner> owners, String name) {
    return owners.stream().filter(each -> each.slot().name().equals(name)).findFirst();
  }

  /** Whether such a host can run a guest, wherever that comes from. */
  boolean runs(GuestTraits guest) {
    return (guest.cpu().isEmpty() || cpus.isEmpty() || cpus.contains(guest.cpu()))
        && (guest.machine().isEmpty() || machines.isEmpty() || machines.contains(guest.machine()));
  }

  /** Whether a guest may be there at all, if there is room. */
  boolean accepts(GuestTraits guest) {
    return labels.containsAll(guest.needs()) && guest.tolerates().containsAll(taints);
  }
}
