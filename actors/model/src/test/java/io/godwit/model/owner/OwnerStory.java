package io.godwit.model.owner;

import io.godwit.model.bench.Errands.Reply;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import io.godwit.model.virtio.FieldWriter;
import io.godwit.property.Gen;
import java.util.List;
import java.util.Optional;

/** Any owner that speaks a profile, and whatever can befall it. */
public final class OwnerStory {

  private static final int MEMBERS = 4;

  private final Gen gen;
  private final CommandFrames frames;
  public final OwnerSettings settings;
  private long commands;

  public OwnerStory(Gen gen, Profiles profile) {
    this.gen = gen;
    Protocol protocol = Protocol.of(profile);
    this.frames = new CommandFrames(protocol);
    this.settings =
        new OwnerSettings(
            protocol,
            MEMBERS,
            gen.between(1, 3),
            gen.between(1, 6),
            gen.between(1, 3),
            PcieLink.parse(gen.oneOf(PcieLink.names())).orElseThrow(),
            gen.between(0, 3),
            OwnerSettings.ServiceTimes.ASSUMED);
  }

  /** What comes next. */
  public Message next() {
    int what = gen.between(0, 99);
    if (what < 92) {
      return gen.chance(20)
          ? new OwnerMessage.RingWithin(++commands, frame(), gen.between(1, 40))
          : new OwnerMessage.RingDoorbell(++commands, frame());
    } else if (what < 96) {
      return new OwnerMessage.DisturbOwner(
          gen.chance(50) ? Disturbance.PF_FLR : Disturbance.VF_DISABLE,
          pause().plus(Outgoing.SHORTEST));
    } else if (what < 97) {
      return new OwnerMessage.HamperOwner(
          gen.between(0, 5), pause().plus(Outgoing.SHORTEST), gen.chance(50));
    } else if (what < 98) {
      return new OwnerMessage.FrameFetched(gen.magnitude(100) + 1_000);
    }
    return executed(gen.magnitude(100) + 1_000);
  }

  private Bytes frame() {
    int member = gen.between(1, MEMBERS);
    int direction = gen.between(CommandFrames.GET, CommandFrames.SET);
    boolean objects = frames.profile().hasObjects();
    AdminCommand command =
        switch (gen.between(0, 9)) {
          case 0, 1 -> frames.read(member);
          case 2 -> frames.write(member, Bytes.copyOf(gen.bytes(gen.between(0, 2_000))));
          case 3 -> frames.setMode(member, gen.oneOf(frames.protocol().modes().modes()));
          case 4, 5 -> objects ? frames.createObject(member, direction) : discard(member);
          case 6 -> objects ? frames.destroyObject(member) : frames.size(member);
          case 7 -> frames.size(gen.between(0, MEMBERS + 1));
          case 8 -> negotiation();
          default -> AdminCommand.decode(Bytes.copyOf(gen.bytes(gen.between(0, 40))));
        };
    return command.encode();
  }

  private AdminCommand discard(int member) {
    return DeviceCommand.DISCARD.isKnown(frames.protocol())
        ? frames.discard(member)
        : frames.size(member);
  }

  /** A driver that says what it uses: mostly all, so that the story goes on. */
  private AdminCommand negotiation() {
    int group = gen.between(AdminCommand.GROUP_SELF, AdminCommand.GROUP_SRIOV);
    return switch (gen.between(0, 3)) {
      case 0 -> new AdminCommand(1, group, 0, frames.commands(group).encode());
      case 1 -> new AdminCommand(9, AdminCommand.GROUP_SELF, 0, limits());
      default ->
          new AdminCommand(
              gen.oneOf(List.of(0, 2, 7, 8, 0x12)), group, 0, Bytes.copyOf(gen.bytes(2)));
    };
  }

  private Bytes limits() {
    return new FieldWriter(10).u64(0).u8(gen.between(0, 3)).u8(gen.between(0, 3)).bytes();
  }

  /** Members answer any time later, or never. */
  public Optional<Reply> others(Message message) {
    return message instanceof MemberMessage.Execute execute && !gen.chance(3)
        ? Optional.of(new Reply(pause(), executed(execute.ticket())))
        : Optional.empty();
  }

  private OwnerMessage.Executed executed(long ticket) {
    return new OwnerMessage.Executed(
        ticket,
        gen.chance(80) ? AdminStatus.OK : AdminStatus.EINVAL,
        0,
        Bytes.copyOf(gen.bytes(gen.between(0, 200))),
        gen.chance(20) ? ByteCount.ofMib(gen.between(1, 400)) : ByteCount.ZERO,
        gen.chance(10));
  }

  public SimDuration pause() {
    return SimDuration.ofNanos(gen.magnitude(3_000_000));
  }
}
