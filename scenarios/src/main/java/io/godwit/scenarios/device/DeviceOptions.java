package io.godwit.scenarios.device;

import io.godwit.model.bench.DeviceBench;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * The device on the bench: its members are busy only with what lines have them do.
 *
 * @param members 1 to {@link #MOST_MEMBERS}
 * @param queues of each member, 1 to {@link MemberSettings#MOST_QUEUES}
 * @param objects that it can hold in each direction, 0 to {@link OwnerSettings#MOST_OBJECTS}
 * @param packed whether its rings are packed; else split
 * @param seed another one has other guests
 * @param decode whether answers say what frames mean
 */
public record DeviceOptions(
    Profiles profile,
    DeviceTypes type,
    int members,
    int queues,
    int objects,
    boolean packed,
    long seed,
    boolean decode) {

  /** NumVFs has 16 bits. */
  public static final int MOST_MEMBERS = 65_535;

  private static final int DEPTH = 64;
  private static final int ENGINES = 4;

  /** An assumption of the scenario files' defaults, between what PCIe devices take. */
  static final SimDuration RESET_TIME = SimDuration.ofMillis(30);

  DeviceBench bench() {
    Protocol protocol = Protocol.of(profile);
    var owner =
        new OwnerSettings(
            protocol,
            members,
            1,
            DEPTH,
            ENGINES,
            PcieLink.parse("gen4 x16").orElseThrow(),
            objects,
            OwnerSettings.ServiceTimes.ASSUMED);
    var member =
        new MemberSettings(
            type,
            protocol,
            queues,
            0,
            SimDuration.ZERO,
            RESET_TIME,
            SimDuration.ZERO,
            ByteCount.ZERO,
            100,
            MemberSettings.READ_BUFFER,
            packed,
            false,
            true);
    return new DeviceBench(owner, member, seed);
  }
}
