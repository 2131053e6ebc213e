package io.godwit.model.device;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.SeedOpcode;

/**
 * What an owner device is.
 *
 * @param profile the stable word of the protocol that it speaks
 * @param members it has, numbered from 1
 * @param depth commands that its queue holds, fetched or not, until their result is written
 * @param engines commands that it carries out at once
 * @param link to the host's memory
 * @param times how long commands take it
 */
public record OwnerSettings(
    String profile, int members, int depth, int engines, PcieLink link, ServiceTimes times) {

  public OwnerSettings {
    if (members < 1 || depth < 1 || engines < 1) {
      throw new IllegalArgumentException(
          "an owner needs a member, a place in its queue and an engine: %d, %d, %d"
              .formatted(members, depth, engines));
    }
  }

  /**
   * Firmware service times. All defaults are assumptions of facts/virtio.md H.2: no source measures
   * a virtio device.
   *
   * @param command any command, before what it does
   * @param stop added for leaving Active; what is in flight comes on top
   * @param activate added for becoming Active
   * @param context at which a context is gathered or put in place
   */
  public record ServiceTimes(
      SimDuration command, SimDuration stop, SimDuration activate, ByteRate context) {

    public static final ServiceTimes ASSUMED =
        new ServiceTimes(
            SimDuration.ofMicros(50),
            SimDuration.ofMillis(5),
            SimDuration.ofMillis(10),
            ByteRate.of(2_000_000_000L));

    SimDuration of(int opcode, Bytes data) {
      if (opcode == SeedOpcode.DEV_CTX_WRITE.code()) {
        return command.plus(context.timeToSend(ByteCount.of(data.size())));
      } else if (opcode != SeedOpcode.DEV_MODE_SET.code() || data.size() == 0) {
        return command;
      }
      return switch (data.at(0)) {
        case 0 -> command.plus(activate);
        case 1 -> command.plus(stop);
        default -> command;
      };
    }
  }
}
