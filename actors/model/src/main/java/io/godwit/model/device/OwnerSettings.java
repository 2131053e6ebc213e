package io.godwit.model.device;

import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;

/**
 * What an owner device is.
 *
 * @param protocol that it speaks
 * @param members it has, numbered from 1
 * @param queues administration virtqueues that it has
 * @param depth commands that each queue holds, fetched or not, until their result is written
 * @param engines commands that it carries out at once
 * @param link to the host's memory
 * @param objects resource objects that it can hold for all members together; Linux has 255 at most
 * @param times how long commands take it
 */
public record OwnerSettings(
    Protocol protocol,
    int members,
    int queues,
    int depth,
    int engines,
    PcieLink link,
    int objects,
    ServiceTimes times) {

  /** A byte each for objects that read and that write (facts/virtio.md A.6). */
  public static final int MOST_OBJECTS = 255;

  /** What a command takes that does nothing, from the doorbell to the interrupt. */
  public SimDuration question() {
    return link.doorbell().plus(times.command()).plus(link.interrupt());
  }

  public OwnerSettings {
    if (members < 1 || queues < 1 || depth < 1 || engines < 1) {
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

    /** What {@code asked} takes, before the member itself needs any time. */
    SimDuration of(CommandFrames frames, DeviceCommand asked, Bytes data) {
      if (asked == DeviceCommand.CONTEXT_WRITE) {
        return command.plus(context.timeToSend(frames.weight(frames.written(data))));
      } else if (asked != DeviceCommand.MODE_SET || data.size() == 0) {
        return command;
      }
      return frames
          .profile()
          .modes()
          .ofCode(data.at(0))
          .map(mode -> command.plus(of(mode)))
          .orElse(command);
    }

    /** What coming into {@code mode} takes a device, whoever asks for it. */
    public SimDuration of(Mode mode) {
      return switch (mode.stage()) {
        case WORKING -> activate;
        case STOPPED -> stop;
        case FROZEN -> SimDuration.ZERO;
      };
    }
  }
}
