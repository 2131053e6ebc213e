package io.godwit.model.member;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.context.RingPositions;
import io.godwit.model.device.Access;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MsixVector;
import io.godwit.model.entity.Message;
import io.godwit.model.option.Option;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.FieldWriter;
import io.godwit.property.Gen;
import java.util.List;

/** Any member that speaks a profile, and whatever can befall it. */
public final class MemberStory {

  private final Gen gen;
  private final CommandFrames frames;
  public final MemberSettings settings;
  private long tickets;

  public MemberStory(Gen gen, Profiles profile) {
    this.gen = gen;
    Protocol protocol = protocol(gen, Protocol.of(profile));
    this.frames = new CommandFrames(protocol);
    this.settings =
        new MemberSettings(
            gen.oneOf(List.of(DeviceTypes.values())),
            protocol,
            gen.between(1, 3),
            gen.magnitude(100_000),
            SimDuration.ofNanos(gen.magnitude(1_000_000)),
            SimDuration.ofMillis(30),
            SimDuration.ofNanos(gen.magnitude(1_000_000)),
            gen.chance(30) ? ByteCount.ofMib(gen.between(1, 400)) : ByteCount.ZERO,
            gen.between(0, 100),
            gen.chance(50) ? ByteCount.of(gen.between(1, 400)) : MemberSettings.READ_BUFFER,
            gen.chance(30),
            gen.chance(30),
            gen.chance(50));
  }

  /** Some options are set to something. */
  private static Protocol protocol(Gen gen, Protocol protocol) {
    Protocol chosen = protocol;
    for (Option each : Option.values()) {
      chosen = gen.chance(25) ? chosen.with(each, gen.oneOf(each.words())) : chosen;
    }
    return chosen;
  }

  /** What comes next to a member that holds this context. */
  public Message next(Bytes context) {
    int what = gen.between(0, 99);
    if (what < 60) {
      AdminCommand command = command(context);
      return new MemberMessage.Execute(++tickets, command.opcode(), data(command));
    }
    if (what < 64) {
      return new MemberMessage.GuestRuns();
    } else if (what < 66) {
      return new MemberMessage.InterruptsCame(
          gen.chance(80),
          gen.chance(50) ? List.of("queue-0") : List.of(),
          gen.chance(80) ? List.of("config") : List.of());
    } else if (what < 68) {
      return new MemberMessage.RingAll();
    } else if (what < 70) {
      return new MemberMessage.MemoryCame(
          RingPositions.encode(List.of(new RingPositions(0, 9, gen.between(5, 9), 5, 5, 0))),
          ContextCodec.encode(List.of()));
    }
    if (what == 96) {
      return new MemberMessage.Overwrite(gen.between(1, (int) tickets + 1));
    } else if (what == 97) {
      return new MemberMessage.CutOff(gen.between(1, (int) tickets + 1));
    }
    return what < 97
        ? new MemberMessage.Struck(strike())
        : new MemberMessage.ResetFunction("a guest is gone");
  }

  /** As it is, or with the room that an owner has found in the driver's buffer. */
  private Bytes data(AdminCommand command) {
    return command.data().size() == 0 && gen.chance(50)
        ? new FieldWriter(Integer.BYTES).u32(gen.between(0, 400)).bytes()
        : command.data();
  }

  private AdminCommand command(Bytes context) {
    return switch (gen.between(0, 9)) {
      case 0, 1, 2 -> frames.setMode(1, mode());
      case 3, 4, 5 -> frames.read(1);
      case 6, 7 -> frames.write(1, gen.chance(80) ? context : Bytes.copyOf(gen.bytes(20)));
      case 8 -> frames.size(1);
      default ->
          new AdminCommand(
              gen.between(0, 0x12), AdminCommand.GROUP_SRIOV, 1, Bytes.copyOf(gen.bytes(10)));
    };
  }

  private Mode mode() {
    return gen.chance(5)
        ? new Mode("reserved", gen.between(0, 255), Stage.STOPPED)
        : gen.oneOf(frames.protocol().modes().modes());
  }

  private Access.Strike strike() {
    return switch (gen.between(0, 9)) {
      case 0 -> new Access.Strike.Touch(Access.CONTROL_COMMAND);
      case 1 -> mask(gen.oneOf(List.of(Access.MSIX_MASK, Access.MSIX_UNMASK)));
      case 2, 3, 4 -> new Access.Strike.Touch(gen.oneOf(List.of(Access.values())));
      case 5, 6 -> new Access.Strike.Disturb(gen.oneOf(List.of(Disturbance.values())));
      case 7 -> new Access.Strike.Fail(AdminStatus.EINVAL, AdminQualifier.INVALID_COMMAND);
      case 8 -> new Access.Strike.LoseResult();
      default ->
          gen.oneOf(
              List.of(
                  new Access.Strike.CorruptWrite(),
                  new Access.Strike.Repeat(),
                  new Access.Strike.Control(4, gen.between(0, 1), Bytes.EMPTY)));
    };
  }

  private Access.Strike mask(Access access) {
    return gen.chance(50)
        ? new Access.Strike.Touch(access)
        : new Access.Strike.Vector(access, new MsixVector(gen.between(0, 4)));
  }

  /** From no time at all to so long that whatever goes on is over. */
  public SimDuration pause() {
    return SimDuration.ofNanos(gen.magnitude(40_000_000));
  }
}
