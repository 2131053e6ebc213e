package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.random.Distribution;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/**
 * What every host of a datacenter is made of.
 *
 * @param memory for guests
 * @param owners its owner devices, in order
 * @param vcpuStop the least time that stopping the vCPUs takes
 * @param vcpuStopJitter what is added to it at most, drawn per stop
 * @param vcpuStart the time that starting the vCPUs takes
 * @param drawn what of these times is drawn each time; a stop that is drawn has no jitter
 * @param vmBoot the time in which a guest boots that is started anew
 * @param localCall from a migration to the hypervisor on its own host, and back
 * @param offer what it can give a guest that arrives, where hosts differ
 */
public record HostSettings(
    ByteCount memory,
    List<OwnerSlot> owners,
    SimDuration vcpuStop,
    SimDuration vcpuStopJitter,
    SimDuration vcpuStart,
    DrawnTimes drawn,
    SimDuration vmBoot,
    SimDuration localCall,
    HostOffer offer) {

  /** What a guest takes to boot where nothing else is said (an assumption). */
  public static final SimDuration VM_BOOT = SimDuration.ofSeconds(30);

  /**
   * One owner device of a host.
   *
   * @param name on its host, such as {@code net0}
   */
  public record OwnerSlot(String name, OwnerSettings settings) {}

  /** Hosts that are all alike. */
  public HostSettings(
      ByteCount memory,
      List<OwnerSlot> owners,
      SimDuration vcpuStop,
      SimDuration vcpuStopJitter,
      SimDuration vcpuStart,
      DrawnTimes drawn,
      SimDuration vmBoot,
      SimDuration localCall) {
    this(
        memory,
        owners,
        vcpuStop,
        vcpuStopJitter,
        vcpuStart,
        drawn,
        vmBoot,
        localCall,
        HostOffer.ANY);
  }

  /** Hosts whose stops take a least time and a jitter. */
  public HostSettings(
      ByteCount memory,
      List<OwnerSlot> owners,
      SimDuration vcpuStop,
      SimDuration vcpuStopJitter,
      SimDuration vcpuStart,
      SimDuration localCall) {
    this(memory, owners, vcpuStop, vcpuStopJitter, vcpuStart, DrawnTimes.NONE, VM_BOOT, localCall);
  }

  public HostSettings {
    owners = List.copyOf(owners);
  }

  /** The same with other memory for guests. */
  public HostSettings withMemory(ByteCount other) {
    return new HostSettings(
        other, owners, vcpuStop, vcpuStopJitter, vcpuStart, drawn, vmBoot, localCall, offer);
  }

  /** The same with other devices. */
  public HostSettings withOwners(List<OwnerSlot> others) {
    return new HostSettings(
        memory, others, vcpuStop, vcpuStopJitter, vcpuStart, drawn, vmBoot, localCall, offer);
  }

  /** The same that can give a guest other things. */
  public HostSettings offering(HostOffer other) {
    return new HostSettings(
        memory, owners, vcpuStop, vcpuStopJitter, vcpuStart, drawn, vmBoot, localCall, other);
  }

  /** What stopping and starting vCPUs and booting a guest are drawn from. */
  public record DrawnTimes(
      Optional<Distribution> vcpuStop,
      Optional<Distribution> vcpuStart,
      Optional<Distribution> vmBoot) {

    public static final DrawnTimes NONE =
        new DrawnTimes(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The owner called {@code name}; throws when a host has none, for a scenario is checked before.
   */
  public OwnerSettings owner(String name) {
    return owners.get(indexOf(name)).settings();
  }

  /** The owner of {@code member}; throws as {@link #owner}. */
  OwnerSettings ownerOf(String member) {
    return owner(MemberName.slot(member));
  }

  /** Where the owner called {@code name} stands in the list; throws as {@link #owner}. */
  public int indexOf(String name) {
    for (int i = 0; i < owners.size(); i++) {
      if (owners.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no host has an owner '" + name + "'");
  }
}
