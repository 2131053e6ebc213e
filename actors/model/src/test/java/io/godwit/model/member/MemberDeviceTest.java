package io.godwit.model.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.bench.DeviceHarness;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.context.Rings;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.option.StopInflight;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberDeviceTest {

  private static final Protocol SEED = Protocol.of(Profiles.SEED_2023);
  private static final CommandFrames FRAMES = new CommandFrames(Protocol.of(Profiles.SEED_2023));
  private static final Mode ACTIVE = SEED.modes().ofWord("active");
  private static final Mode STOP = SEED.modes().ofWord("stop");
  private static final Mode FREEZE = SEED.modes().ofWord("freeze");

  private static MemberSettings settings(DeviceTypes type, int queues, long requests) {
    return MemberSettings.plain(
        type, SEED, queues, requests, SimDuration.ofMicros(300), SimDuration.ofMillis(30));
  }

  private static DeviceHarness<MemberState> member(MemberSettings settings, boolean assigned) {
    return new DeviceHarness<>(new MemberDevice("h/net0/1", settings, assigned));
  }

  private static AdminResult send(DeviceHarness<MemberState> member, AdminCommand command) {
    var decision =
        member.tell(
            DeviceHarness.OWNER, new MemberMessage.Execute(1, command.opcode(), command.data()));
    var executed =
        decision.outgoing().stream()
            .map(Outgoing::message)
            .filter(OwnerMessage.Executed.class::isInstance)
            .map(OwnerMessage.Executed.class::cast)
            .findFirst()
            .orElseThrow();
    return new AdminResult(executed.status(), executed.qualifier(), executed.result());
  }

  private static AdminResult mode(DeviceHarness<MemberState> member, Mode mode) {
    return send(member, FRAMES.setMode(1, mode));
  }

  private static Bytes read(DeviceHarness<MemberState> member) {
    return FRAMES.content(send(member, FRAMES.read(1)));
  }

  /** Whatever is read when, the destination works with exactly what the source was frozen with. */
  @Property
  void should_arrive_unchanged_however_it_is_read(Gen gen) {
    var settings =
        settings(
            gen.oneOf(List.of(DeviceTypes.values())), gen.between(1, 8), gen.magnitude(100_000));
    var source = member(settings, true);
    var destination = member(settings, false);
    mode(destination, FREEZE);
    int ahead = gen.between(0, 3);
    for (int i = 0; i < ahead; i++) {
      source.later(SimDuration.ofNanos(gen.magnitude(10_000_000_000L)));
      send(destination, FRAMES.write(1, read(source)));
    }
    source.later(SimDuration.ofNanos(gen.magnitude(10_000_000_000L)));
    mode(source, STOP);
    if (gen.chance(30)) {
      send(destination, FRAMES.write(1, read(source)));
    }
    source.later(SimDuration.ofMillis(1));
    mode(source, FREEZE);
    send(destination, FRAMES.write(1, read(source)));
    mode(destination, ACTIVE);

    assertThat(destination.last(ContextApplied.class).content())
        .isEqualTo(source.last(ContextSealed.class).content());
  }

  @Test
  void should_notice_a_field_that_was_dropped_on_the_way() {
    var settings = settings(DeviceTypes.NET, 2, 1000);
    var source = member(settings, true);
    var destination = member(settings, false);
    source.later(SimDuration.ofSeconds(1));
    mode(source, STOP);
    mode(source, FREEZE);
    var fields = ContextCodec.decode(read(source)).orElseThrow();
    mode(destination, FREEZE);
    send(destination, FRAMES.write(1, ContextCodec.encode(fields.subList(1, fields.size()))));
    mode(destination, ACTIVE);

    assertThat(destination.last(ContextApplied.class).content())
        .isNotEqualTo(source.last(ContextSealed.class).content());
  }

  @Test
  void should_return_only_what_has_changed_since_the_last_read() {
    var member = member(settings(DeviceTypes.NET, 4, 1000), true);
    read(member);
    int all = member.last(ContextRead.class).fields();
    read(member);
    assertThat(member.last(ContextRead.class).fields()).isZero();
    member.later(SimDuration.ofMillis(10));
    read(member);
    assertThat(member.last(ContextRead.class).fields()).isEqualTo(2 * 4).isLessThan(all);
    send(member, FRAMES.discard(1));
    read(member);
    assertThat(member.last(ContextRead.class).fields()).isEqualTo(all);
  }

  /** What is in flight while it works is not there to be read once it has stopped. */
  @Test
  void should_tell_the_size_as_it_will_be_in_freeze_when_asked_for_that() {
    var drains = Protocol.of(Profiles.SEED_2023).with(StopInflight.DRAIN);
    var bench =
        new MemberBench(
            MemberSettings.plain(
                DeviceTypes.NET,
                drains,
                4,
                10_000,
                SimDuration.ofMillis(1),
                SimDuration.ofMillis(30)),
            true);
    bench.member.later(SimDuration.ofSeconds(1));
    Bytes frozen = bench.ask(bench.frames.size(1)).result();
    AdminCommand now = new AdminCommand(9, AdminCommand.GROUP_SRIOV, 1, Bytes.ofHex("00"));
    assertThat(bench.ask(now).result()).isNotEqualTo(frozen);
    bench.bring(drains.modes().in(Stage.FROZEN));
    assertThat(bench.ask(now).result()).isEqualTo(frozen);
    assertThat(CommandFrames.u16(frozen, 0)).isEqualTo(bench.read().size());
  }

  /** Header 4, each field 8 and its value: 32, 24, 4, 512, 6; per queue 38, 6 and 4 each. */
  @Test
  void should_have_the_size_of_the_closed_form() {
    for (int queues : new int[] {1, 2, 16, 64}) {
      var member = member(settings(DeviceTypes.NET, queues, 0), true);
      int precursor = 88 + 60 * queues;
      int tables = (8 + 512) + (8 + 6);
      int inFlightAndCompleted = 2 * queues * (8 + 4);
      assertThat(read(member).size()).isEqualTo(precursor + tables + inFlightAndCompleted);
    }
  }

  @Test
  void should_refuse_to_be_written_while_active() {
    var source = member(settings(DeviceTypes.NET, 1, 0), true);
    Bytes context = read(source);
    AdminResult result = send(source, FRAMES.write(1, context));
    assertThat(result.status()).isEqualTo(AdminStatus.EINVAL);
    assertThat(source.last(CommandRefused.class).reason()).contains("stop or freeze it first");
  }

  @Test
  void should_return_in_pieces_what_does_not_fit_into_the_drivers_buffer() {
    var whole = read(member(settings(DeviceTypes.NET, 4, 0), true));
    var settings =
        new MemberSettings(
            DeviceTypes.NET,
            SEED,
            4,
            0,
            SimDuration.ZERO,
            SimDuration.ofMillis(30),
            SimDuration.ZERO,
            ByteCount.ZERO,
            100,
            ByteCount.of(200),
            false,
            false,
            true);
    var member = member(settings, true);
    Bytes soFar = Bytes.EMPTY;
    int reads = 0;
    AdminResult result;
    do {
      result = send(member, FRAMES.read(1));
      soFar = soFar.plus(FRAMES.content(result));
      assertThat(FRAMES.content(result).size()).isLessThanOrEqualTo(200);
      reads++;
    } while (FRAMES.remaining(result) > 0);
    assertThat(soFar).isEqualTo(whole);
    assertThat(reads).isEqualTo((whole.size() + 199) / 200);
    assertThat(member.events.stream().filter(ContextRead.class::isInstance)).hasSize(1);
  }

  @Test
  void should_keep_the_wrap_counter_of_a_packed_ring() {
    for (int count : new int[] {0, 1, 255, 256, 511, 512, 700}) {
      assertThat(Rings.packed(Rings.unpacked(Rings.packed(count)))).isEqualTo(Rings.packed(count));
    }
    assertThat(Rings.packed(0)).isEqualTo(0x8000);
    assertThat(Rings.packed(256)).isZero();
    assertThat(Rings.packed(513)).isEqualTo(0x8001);
  }
}
