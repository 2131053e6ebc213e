package io.godwit.model.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.id.EntityId;
import io.godwit.model.member.MemberBench;
import io.godwit.model.member.MemberBench.Answer;
import io.godwit.model.owner.OwnerDevice;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.owner.OwnerState;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames that nobody would send: noise, and true ones with bytes changed, cut off and put on.
 * {@code -Dgodwit.property.factor=100} makes a million of them.
 */
class FrameFuzzTest {

  private static final EntityId HOST = EntityId.hypervisor("h");

  @Property(tries = 10_000)
  void should_answer_any_frame_and_change_nothing_when_it_refuses(Gen gen) {
    Protocol protocol = Protocol.of(gen.oneOf(List.of(Profiles.values())));
    var bench = new MemberBench(protocol, true);
    Mode mode = gen.oneOf(protocol.modes().modes());
    bench.isIn(mode);
    Bytes before = bench.context();
    int events = bench.member.events.size();

    AdminCommand command = AdminCommand.decode(frame(gen, bench));
    Answer answer = bench.tell(command).orElseThrow();

    if (!answer.ok()) {
      assertThat(bench.mode()).isEqualTo(mode);
      assertThat(bench.context()).isEqualTo(before);
      assertThat(bench.member.state.written().count()).isZero();
      assertThat(bench.member.state.reads().count()).isZero();
      List<Event> said = bench.member.events.subList(events, bench.member.events.size());
      assertThat(said)
          .allMatch(each -> each instanceof CommandRefused || each instanceof MemberStarted);
    }
  }

  @Property(tries = 2_000)
  void should_have_an_owner_answer_any_frame_once(Gen gen) {
    Protocol protocol = Protocol.of(gen.oneOf(List.of(Profiles.values())));
    var bench = new MemberBench(protocol, true);
    var settings =
        new OwnerSettings(
            protocol,
            4,
            gen.between(1, 3),
            8,
            2,
            PcieLink.parse("gen4 x8").orElseThrow(),
            2,
            OwnerSettings.ServiceTimes.ASSUMED);
    var owner = new DeviceHarness<>(new OwnerDevice("h/net0", settings));
    int frames = gen.between(1, 4);
    int answers = 0;
    for (int i = 1; i <= frames; i++) {
      answers += run(owner, i, frame(gen, bench));
    }
    assertThat(answers).isEqualTo(frames);
    assertThat(owner.state.objects().count()).isLessThanOrEqualTo(2);
  }

  /** Carries a frame through; members answer at once that all is well. */
  private static int run(DeviceHarness<OwnerState> owner, long number, Bytes frame) {
    var due = new ArrayList<Outgoing>();
    due.addAll(owner.tell(HOST, new OwnerMessage.RingDoorbell(number, frame)).outgoing());
    int answers = 0;
    while (!due.isEmpty()) {
      Outgoing next = due.remove(0);
      owner.now = owner.now.plus(next.delay());
      if (next.message() instanceof DriverMessage.Interrupt) {
        answers++;
      } else if (next.message() instanceof MemberMessage.Execute execute) {
        var done =
            new OwnerMessage.Executed(execute.ticket(), 0, 0, Bytes.EMPTY, ByteCount.ZERO, false);
        due.addAll(owner.tell(next.to(), done).outgoing());
      } else {
        due.addAll(owner.tell(DeviceHarness.OWNER, next.message()).outgoing());
      }
    }
    return answers;
  }

  private static Bytes frame(Gen gen, MemberBench bench) {
    if (gen.chance(30)) {
      return Bytes.copyOf(gen.bytes(gen.between(0, 96)));
    }
    byte[] frame = real(gen, bench).encode().toArray();
    int changes = gen.between(0, 4);
    for (int i = 0; i < changes; i++) {
      frame[gen.between(0, frame.length - 1)] = gen.bytes(1)[0];
    }
    byte[] resized = new byte[Math.max(0, frame.length + gen.between(-12, 12))];
    System.arraycopy(frame, 0, resized, 0, Math.min(frame.length, resized.length));
    return Bytes.copyOf(gen.chance(50) ? frame : resized);
  }

  private static AdminCommand real(Gen gen, MemberBench bench) {
    CommandFrames frames = bench.frames;
    boolean objects = frames.profile().hasObjects();
    return switch (gen.between(0, 6)) {
      case 0 -> frames.setMode(1, gen.oneOf(bench.protocol.modes().modes()));
      case 1 -> frames.size(1);
      case 2 -> frames.read(1);
      case 3 -> frames.write(1, bench.context());
      case 4 -> objects ? frames.createObject(1, gen.between(0, 1)) : discard(frames);
      case 5 -> objects ? frames.destroyObject(1) : frames.read(1);
      default -> frames.write(1, Bytes.copyOf(gen.bytes(gen.between(0, 40))));
    };
  }

  private static AdminCommand discard(CommandFrames frames) {
    return DeviceCommand.DISCARD.isKnown(frames.protocol()) ? frames.discard(1) : frames.size(1);
  }
}
