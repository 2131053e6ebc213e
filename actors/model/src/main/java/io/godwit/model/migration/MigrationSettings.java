package io.godwit.model.migration;

import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * How migrations are done, whatever the guest; one for a whole run.
 *
 * @param remoteCall from a migration (on its source) to the destination's hypervisor
 * @param callsCrossFabric whether those have that latency; not so on a network of their own
 * @param deviceSkew between the stops of the devices of a guest, one after the other
 * @param devicesFirst whether devices stop while the guest's processors still run
 * @param stopBeforeFreeze whether all of them stop before the first one freezes
 * @param rollback who brings them back
 * @param faults what befalls them
 * @param watchesRings whether somebody may use a guest's rings while its devices stand, or a device
 *     leaves something open in them, so that they are worth a word
 * @param driver how devices are driven where a choice is the migration's
 * @param localCall from a migration to the hypervisor on its own host
 */
public record MigrationSettings(
    SimDuration remoteCall,
    boolean callsCrossFabric,
    SimDuration deviceSkew,
    boolean devicesFirst,
    boolean stopBeforeFreeze,
    Rollbacks rollback,
    List<PhaseFault> faults,
    boolean watchesRings,
    DriverHabits driver,
    SimDuration localCall) {

  /**
   * What a migration does as its devices' driver has it.
   *
   * @param resumesTogether whether all devices at the destination leave Freeze before one works
   * @param waitsForAck whether a guest is stopped only once the destination has loaded what was
   *     read of its devices while it ran; else once that is sent
   * @param tellsPending whether what a device has to send is told as VFIO's PRECOPY_INFO
   */
  public record DriverHabits(boolean resumesTogether, boolean waitsForAck, boolean tellsPending) {

    public static final DriverHabits PLAIN = new DriverHabits(false, true, false);
  }

  /** Where each device at the destination resumes as soon as it can. */
  public MigrationSettings(
      SimDuration remoteCall,
      boolean callsCrossFabric,
      SimDuration deviceSkew,
      boolean devicesFirst,
      boolean stopBeforeFreeze,
      Rollbacks rollback,
      List<PhaseFault> faults,
      boolean watchesRings,
      SimDuration localCall) {
    this(
        remoteCall,
        callsCrossFabric,
        deviceSkew,
        devicesFirst,
        stopBeforeFreeze,
        rollback,
        faults,
        watchesRings,
        DriverHabits.PLAIN,
        localCall);
  }

  public MigrationSettings {
    faults = List.copyOf(faults);
  }
}
