package io.godwit.model.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.bench.DeviceHarness;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.context.RingPositions;
import io.godwit.model.device.Access;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.InFlightSettled;
import io.godwit.model.event.MemberEvent.RingsSeen;
import io.godwit.model.option.FreezeFlush;
import io.godwit.model.option.Option;
import io.godwit.model.option.StopConfigWrite;
import io.godwit.model.option.StopInflight;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What modes forbid and allow (facts/virtio.md B.1 and B.3), and what each option makes of it. */
class AccessesTest {

  @ParameterizedTest
  @EnumSource
  void should_have_an_effect_for_every_access_in_every_mode_and_say_why(Profiles profile) {
    for (Mode mode : profile.modes().modes()) {
      for (Access access : Access.values()) {
        var bench = new MemberBench(Protocol.of(profile), true);
        bench.isIn(mode);
        bench.member.later(SimDuration.ofMillis(1));
        bench.touch(access);
        AccessServed served = bench.all(AccessServed.class).get(0);
        assertThat(Effect.of(served.effect())).isNotNull();
        assertThat(served.decidedBy()).isNotBlank();
        assertThat(served.mode()).isEqualTo(mode.word());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "seed-2023, STOPPED, stop-doorbell, drop, DOORBELL, dropped",
    "seed-2023, STOPPED, stop-doorbell, count, PEER_DOORBELL, recorded",
    "virtio-1.4, STOPPED, stop-doorbell, cache, DOORBELL, recorded",
    "seed-2023, FROZEN, stop-doorbell, count, DOORBELL, dropped",
    "seed-2023, STOPPED, stop-config-write, apply, CONFIG_WRITE, applied",
    "seed-2023, STOPPED, stop-config-write, ignore, CONFIG_WRITE, ignored",
    "seed-2023, STOPPED, stop-config-write, defer, CONFIG_WRITE, deferred",
    "seed-2023, FROZEN, freeze-config-write, ignore, CONFIG_WRITE, ignored",
    "seed-2023, FROZEN, freeze-config-write, apply, STATUS_WRITE, applied",
    "virtio-1.4, STOPPED, status-write, defer, STATUS_WRITE, deferred",
    "seed-2023, FROZEN, freeze-config-read, all-ones, CONFIG_READ, all-ones",
    "seed-2023, FROZEN, freeze-peer-read, all-ones, PEER_READ, all-ones",
    "seed-2023, FROZEN, freeze-peer-read, last-value, PEER_READ, last-value",
    "seed-2023, STOPPED, freeze-peer-read, all-ones, PEER_READ, valid",
    "seed-2023, FROZEN, freeze-config-read, all-ones, PCI_READ, valid",
    "virtio-1.4, STOPPED, config-change, suppress, PCI_READ, valid",
    "seed-2023, STOPPED, config-change, suppress, LINK_FLAP, suppressed",
    "virtio-1.4, STOPPED, config-change, defer-notification, LINK_FLAP, recorded",
    "seed-2023, STOPPED, config-change, lose-notification, LINK_FLAP, lost",
    "seed-2023, WORKING, partial-registers, lost, HALF_REGISTER, lost",
    "seed-2023, WORKING, partial-registers, captured, HALF_REGISTER, applied",
    "virtio-1.4, STOPPED, stop-config-write, ignore, HALF_REGISTER, applied",
    "status-bit, WORKING, partial-registers, captured, QUEUE_SELECT, applied",
    "status-bit, STOPPED, partial-registers, captured, QUEUE_SELECT, ignored",
    "status-bit, STOPPED, partial-registers, captured, HALF_REGISTER, ignored",
    "status-bit, STOPPED, stop-config-write, defer, QUEUE_SELECT, deferred",
    "status-bit, STOPPED, stop-config-write, apply, QUEUE_SELECT, applied"
  })
  void should_do_what_the_switch_says(
      String profile, Stage stage, String key, String choice, Access access, String effect) {
    Protocol protocol = Protocol.of(Profiles.of(profile)).with(switchOf(key), choice);
    var bench = new MemberBench(protocol, true);
    bench.bring(protocol.modes().in(stage));
    bench.member.later(SimDuration.ofMillis(1));
    Bytes before = bench.context();
    bench.touch(access);
    assertThat(bench.all(AccessServed.class).get(0).effect()).isEqualTo(effect);
    boolean changes = !bench.context().equals(before);
    assertThat(changes)
        .isEqualTo(
            (effect.equals("applied") || effect.equals("suppressed"))
                || (effect.equals("recorded") && !profile.equals("virtio-1.4"))
                || (effect.equals("recorded") && access == Access.LINK_FLAP));
  }

  private static Option switchOf(String key) {
    return Arrays.stream(Option.values())
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** A device that waits for writes on their way freezes only then; they find it in Stop. */
  @Test
  void should_let_posted_writes_land_before_it_freezes() {
    Protocol protocol = Protocol.of(Profiles.SEED_2023).with(FreezeFlush.DEVICE_WAITS);
    var bench = new MemberBench(protocol, true);
    bench.bring(protocol.modes().ofWord("stop"));
    var freeze = bench.frames.setMode(1, protocol.modes().ofWord("freeze"));
    assertThat(bench.tell(freeze)).isEmpty();
    bench.member.later(SimDuration.ofMicros(1));
    bench.touch(Access.CONFIG_WRITE);
    assertThat(bench.member.last(AccessServed.class).mode()).isEqualTo("stop");
    bench.member.later(SimDuration.ofMicros(1));
    bench.member.tell(
        DeviceHarness.OWNER, new MemberMessage.Resume(1, freeze.opcode(), freeze.data()));
    assertThat(bench.mode().word()).isEqualTo("freeze");
    assertThat(bench.all(ContextSealed.class)).hasSize(1);
  }

  /** What was put into a ring while the device stood is fetched by who looks, is told, or hears. */
  @ParameterizedTest
  @CsvSource({
    "drop, no, 1",
    "drop, yes, 0",
    "count, no, 0",
    "cache, no, 0",
  })
  void should_find_what_was_put_into_a_ring_or_not(String note, String looks, long waits) {
    Protocol protocol =
        Protocol.of(Profiles.SEED_2023)
            .with(Option.STOP_DOORBELL, note)
            .with(Option.RESUME_RECHECK, looks);
    var bench = new MemberBench(protocol, true);
    bench.member.later(SimDuration.ofMillis(10));
    bench.bring(protocol.modes().ofWord("stop"));
    bench.touch(Access.DOORBELL);
    assertThat(waiting(bench)).isEqualTo(1);
    bench.bring(protocol.modes().first());
    assertThat(waiting(bench)).isEqualTo(waits);
    bench.member.tell(DeviceHarness.OWNER, new MemberMessage.RingAll());
    assertThat(waiting(bench)).isZero();
  }

  private static long waiting(MemberBench bench) {
    return RingPositions.decode(bench.member.last(RingsSeen.class).positions()).stream()
        .mapToLong(RingPositions::waiting)
        .sum();
  }

  @Test
  void should_settle_requests_in_flight_as_told() {
    for (Profiles profile : Profiles.values()) {
      for (String choice : Option.STOP_INFLIGHT.words()) {
        Protocol protocol = Protocol.of(profile).with(Option.STOP_INFLIGHT, choice);
        var bench = new MemberBench(protocol, true);
        bench.member.later(SimDuration.ofMillis(10));
        bench.bring(protocol.modes().in(Stage.STOPPED));
        boolean cannotCarry = choice.equals("carry") && profile == Profiles.VIRTIO_1_4;
        assertThat(bench.all(InFlightSettled.class))
            .as("%s %s", profile, choice)
            .hasSize(choice.equals("drop") || choice.equals("zero-length") || cannotCarry ? 1 : 0);
      }
    }
  }

  @Test
  void should_carry_a_notice_to_the_device_that_takes_over() {
    Protocol protocol = Protocol.of(Profiles.VIRTIO_1_4);
    var source = new MemberBench(protocol, true);
    source.bring(protocol.modes().in(Stage.STOPPED));
    source.member.later(SimDuration.ofMillis(1));
    source.touch(Access.LINK_FLAP);
    var destination = new MemberBench(protocol, false);
    destination.bring(protocol.modes().in(Stage.STOPPED));
    destination.ask(destination.frames.write(1, source.read()));
    destination.bring(protocol.modes().first());
    assertThat(destination.all(DeviceResumed.class).get(0).notified()).isEqualTo(1);
    assertThat(destination.all(ContextApplied.class).get(0).content())
        .isEqualTo(source.member.last(ContextSealed.class).content());
  }

  @Test
  void should_see_a_control_command_half_done_or_not_as_told() {
    for (String choice : Option.READ_ATOMICITY.words()) {
      Protocol protocol = Protocol.of(Profiles.SEED_2023).with(Option.READ_ATOMICITY, choice);
      var quiet =
          MemberSettings.plain(
              DeviceTypes.NET, protocol, 2, 0, SimDuration.ZERO, SimDuration.ofMillis(30));
      var bench = new MemberBench(quiet, true);
      bench.touch(Access.CONTROL_COMMAND);
      Bytes during = bench.context();
      bench.member.later(SimDuration.ofMillis(1));
      assertThat(during.equals(bench.context())).isEqualTo(choice.equals("per-device"));
    }
  }

  /**
   * A change of mode takes effect when its drain ends; a doorbell is not acted on before either.
   */
  @ParameterizedTest
  @CsvSource({
    "CONFIG_WRITE, active, applied",
    "LINK_FLAP, active, applied",
    "CONFIG_READ, active, valid",
    "DOORBELL, stop, recorded",
    "CONTROL_COMMAND, stop, recorded"
  })
  void should_meet_a_device_that_drains(Access access, String mode, String effect) {
    var bench =
        new MemberBench(
            Protocol.of(Profiles.SEED_2023).with(StopInflight.DRAIN).with(StopConfigWrite.IGNORE),
            true);
    bench.member.later(SimDuration.ofMillis(1));
    bench.set(bench.protocol.modes().ofWord("stop"));
    bench.member.later(SimDuration.ofMicros(100));
    bench.touch(access);
    bench.member.later(SimDuration.ofMicros(200));
    bench.touch(Access.CONFIG_WRITE);
    List<AccessServed> served = bench.all(AccessServed.class);
    assertThat(served.get(0).mode()).isEqualTo(mode);
    assertThat(served.get(0).effect()).isEqualTo(effect);
    assertThat(served.get(1).mode()).isEqualTo("stop");
    assertThat(served.get(1).effect()).isEqualTo("ignored");
  }
}
