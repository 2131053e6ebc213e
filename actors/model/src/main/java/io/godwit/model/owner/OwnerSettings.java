package io.godwit.model.owner;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.random.Distribution;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import java.util.Optional;
import java.util.function.Function;

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
 * @param readBuffer of its driver: what one read of a context can bring
 */
public record OwnerSettings(
    Protocol protocol,
    int members,
    int queues,
    int depth,
    int engines,
    PcieLink link,
    int objects,
    ServiceTimes times,
    ByteCount readBuffer) {

  /** A byte each for objects that read and that write (facts/virtio.md A.6). */
  public static final int MOST_OBJECTS = 255;

  /** What a command takes that does nothing, from the doorbell to the interrupt. */
  public SimDuration question() {
    return link.doorbell().plus(times.command()).plus(link.interrupt());
  }

  /** One whose driver has the buffer that Linux begins with. */
  public OwnerSettings(
      Protocol protocol,
      int members,
      int queues,
      int depth,
      int engines,
      PcieLink link,
      int objects,
      ServiceTimes times) {
    this(
        protocol,
        members,
        queues,
        depth,
        engines,
        link,
        objects,
        times,
        MemberSettings.READ_BUFFER);
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
   * @param drawn instead of the first three, what they are drawn from for each command
   */
  public record ServiceTimes(
      SimDuration command,
      SimDuration stop,
      SimDuration activate,
      ByteRate context,
      DrawnTimes drawn) {

    public static final ServiceTimes ASSUMED =
        new ServiceTimes(
            SimDuration.ofMicros(50),
            SimDuration.ofMillis(5),
            SimDuration.ofMillis(10),
            ByteRate.of(2_000_000_000L));

    /** What a command does not draw it always takes. */
    public record DrawnTimes(
        Optional<Distribution> command,
        Optional<Distribution> stop,
        Optional<Distribution> activate) {

      public static final DrawnTimes NONE =
          new DrawnTimes(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Times that every command takes alike. */
    public ServiceTimes(
        SimDuration command, SimDuration stop, SimDuration activate, ByteRate context) {
      this(command, stop, activate, context, DrawnTimes.NONE);
    }

    boolean areDrawn() {
      return !drawn.equals(DrawnTimes.NONE);
    }

    /**
     * What one command takes.
     *
     * @param stream that of a purpose, for this command alone
     */
    public ServiceTimes of(Function<String, RandomStream> stream) {
      return areDrawn()
          ? new ServiceTimes(
              draw(drawn.command(), command, "command-time", stream),
              draw(drawn.stop(), stop, "stop-time", stream),
              draw(drawn.activate(), activate, "activate-time", stream),
              context)
          : this;
    }

    private static SimDuration draw(
        Optional<Distribution> from,
        SimDuration always,
        String purpose,
        Function<String, RandomStream> stream) {
      return from.map(drawn -> SimDuration.ofNanos(drawn.draw(stream.apply(purpose))))
          .orElse(always);
    }

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
