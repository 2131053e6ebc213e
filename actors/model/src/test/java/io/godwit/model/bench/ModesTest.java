package io.godwit.model.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.MemberMessage;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.member.MemberBench;
import io.godwit.model.member.MemberBench.Answer;
import io.godwit.model.option.ModeBusy;
import io.godwit.model.option.ModeMatrix;
import io.godwit.model.option.UnknownModeFlags;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModesTest {

  /** What facts/virtio.md B.2, B.3, B.5 and B.6 permit beside staying; all other pairs are not. */
  private static final List<String> PERMITTED =
      List.of(
          "seed-2023: active stop, active freeze, stop active, stop freeze, freeze active",
          "virtio-1.4: running stopped, stopped running",
          "precursor: init running, init quiesced, running quiesced, quiesced running,"
              + " quiesced freezed, freezed quiesced",
          "status-bit: running suspended, suspended running");

  static Stream<Arguments> pairs() {
    var pairs = new ArrayList<Arguments>();
    for (Profiles profile : Profiles.values()) {
      for (Mode from : profile.modes().modes()) {
        for (Mode to : profile.modes().modes()) {
          pairs.add(Arguments.of(profile, from, to));
        }
      }
    }
    return pairs.stream();
  }

  private static boolean permitted(Profiles profile, Mode from, Mode to) {
    String pairs =
        PERMITTED.stream().filter(line -> line.startsWith(profile.word() + ':')).findFirst().get();
    return from.equals(to)
        || List.of(pairs.substring(pairs.indexOf(' ') + 1).split(", ", -1))
            .contains(from.word() + ' ' + to.word());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void should_permit_what_the_profile_permits_and_nothing_else(
      Profiles profile, Mode from, Mode to) {
    var bench = new MemberBench(Protocol.of(profile), true);
    bench.isIn(from);
    var before = bench.context();
    Answer answer = bench.set(to);

    boolean ok = permitted(profile, from, to);
    assertThat(answer.ok()).isEqualTo(ok);
    assertThat(answer.result().isEmpty()).isEqualTo(profile.isInBand());
    assertThat(bench.mode()).isEqualTo(ok ? to : from);
    if (!ok) {
      bench.assertRefused(answer, AdminStatus.EINVAL, AdminQualifier.INVALID_FIELD);
      assertThat(bench.context()).isEqualTo(before);
      assertThat(bench.all(CommandRefused.class).get(0).reason()).contains("no way from");
    } else if (from.equals(to)) {
      assertThat(bench.all(ModeChanged.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_find_a_way_between_all_modes_that_the_flow_uses(Profiles profile) {
    for (Stage from : Stage.values()) {
      for (Stage to : Stage.values()) {
        Mode start = profile.modes().in(from);
        Mode end = profile.modes().in(to);
        List<Mode> path = profile.modes().path(start, end);
        Mode at = start;
        for (Mode step : path) {
          assertThat(profile.modes().permits(at, step)).isTrue();
          at = step;
        }
        assertThat(at).isEqualTo(end);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_refuse_reserved_codes_unless_told_to_ignore_them(Profiles profile) {
    for (int code = 0; code < 256; code++) {
      if (profile.modes().ofCode(code).isEmpty()) {
        var bench = new MemberBench(Protocol.of(profile), true);
        bench.assertRefused(
            bench.set(code(code)), AdminStatus.EINVAL, AdminQualifier.INVALID_FIELD);
      }
    }
    Protocol lenient = Protocol.of(profile).with(UnknownModeFlags.IGNORE);
    Mode unknown = code(0x80 | profile.modes().first().code());
    assertThat(new MemberBench(lenient, true).set(unknown).ok()).isTrue();
  }

  private static Mode code(int code) {
    return new Mode("any", code, Stage.WORKING);
  }

  @Test
  void should_leave_the_seed_only_its_pairs_when_strict() {
    Protocol strict = Protocol.of(Profiles.SEED_2023).with(ModeMatrix.STRICT_PAIRS);
    var bench = new MemberBench(strict, true);
    assertThat(bench.set(strict.modes().ofWord("freeze")).ok()).isFalse();
    bench.bring(strict.modes().ofWord("freeze"));
    assertThat(bench.mode().word()).isEqualTo("freeze");
    assertThat(bench.set(strict.modes().ofWord("active")).ok()).isFalse();
  }

  @Test
  void should_put_a_busy_device_off_once_when_told() {
    var bench = new MemberBench(Protocol.of(Profiles.VIRTIO_1_4).with(ModeBusy.EAGAIN), true);
    Mode stopped = bench.protocol.modes().ofWord("stopped");
    Answer later = bench.set(stopped);
    assertThat(later.result().orElseThrow().status()).isEqualTo(AdminStatus.EAGAIN);
    assertThat(bench.mode().word()).isEqualTo("running");
    bench.member.later(SimDuration.ofMicros(300));
    assertThat(bench.set(stopped).ok()).isTrue();
  }

  /** As long as it has not done what was in flight when it was asked first, however often. */
  @Test
  void should_put_a_busy_device_off_until_it_has_done_what_was_in_flight() {
    var bench = new MemberBench(Protocol.of(Profiles.VIRTIO_1_4).with(ModeBusy.EAGAIN), true);
    Mode stopped = bench.protocol.modes().ofWord("stopped");
    for (int asked = 0; asked < 3; asked++) {
      assertThat(bench.set(stopped).result().orElseThrow().status()).isEqualTo(AdminStatus.EAGAIN);
      bench.member.later(SimDuration.ofMicros(100));
    }
    assertThat(bench.set(stopped).ok()).isTrue();
  }

  @Test
  void should_enter_init_by_a_reset_and_leave_it_with_a_driver() {
    var bench = new MemberBench(Protocol.of(Profiles.PRECURSOR), true);
    bench.disturb(Disturbance.VF_FLR);
    bench.settle(Disturbance.VF_FLR);
    assertThat(bench.mode().word()).isEqualTo("init");
    bench.member.tell(DeviceHarness.OWNER, new MemberMessage.GuestRuns());
    bench.member.tell(DeviceHarness.OWNER, new MemberMessage.DriverReady(bench.member.now));
    assertThat(bench.mode().word()).isEqualTo("running");
  }
}
