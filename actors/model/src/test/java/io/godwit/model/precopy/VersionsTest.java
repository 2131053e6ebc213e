package io.godwit.model.precopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.precopy.LoneLink.Estimate;
import io.godwit.model.precopy.LoneLink.Outcome;
import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.MaxBandwidth;
import io.godwit.model.precopy.PreCopySettings.SwitchOver;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In what the versions of QEMU differ, and what an operator may set and change. */
class VersionsTest {

  private static final LoneLink LINK =
      new LoneLink(new ByteRate(1_200_000_000), SimDuration.ofSeconds(60));
  private static final PageRange SET = new PageRange(4096, 16384);
  private static final GuestMemory MEMORY = new GuestMemory(65536, List.of(SET));

  @Test
  void should_stop_by_the_bandwidth_that_is_promised_where_the_version_knows_it() {
    var promise =
        new SwitchOver(Optional.of(new ByteRate(400_000_000)), Step.UNLIMITED, ByteCount.ZERO);
    PreCopySettings settings = settings().with(promise);
    assertThat(drive(Engines.QEMU_7_2, settings).outcome()).isEqualTo(Outcome.STILL_RUNNING);
    assertThat(drive(Engines.QEMU_8_2, settings).outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(drive(Engines.QEMU_10, settings).outcome()).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void should_count_what_devices_have_to_send_against_the_downtime_limit() {
    for (Engines engine : List.of(Engines.QEMU_7_2, Engines.QEMU_8_2, Engines.QEMU_10)) {
      assertThat(withDevices(engine, ByteCount.ofMib(1)).outcome()).isEqualTo(Outcome.STOPPED);
      assertThat(withDevices(engine, ByteCount.ofMib(20)).outcome())
          .isEqualTo(Outcome.STILL_RUNNING);
    }
  }

  private static Estimate withDevices(Engines engine, ByteCount size) {
    PreCopySettings settings = settings().with(SwitchOver.DEFAULT.withDeviceData(size));
    return drive(engine, settings, writes(1000));
  }

  @Test
  void should_send_device_data_over_all_channels_only_since_qemu_10() {
    assertThat(devicePace(Engines.QEMU_7_2)).isEqualTo(QemuHost.SERVER.resend());
    assertThat(devicePace(Engines.QEMU_8_2)).isEqualTo(QemuHost.SERVER.resend());
    assertThat(devicePace(Engines.QEMU_10).bytesPerSecond())
        .isEqualTo(4 * QemuHost.SERVER.resend().bytesPerSecond());
  }

  private static ByteRate devicePace(Engines engine) {
    return engine
        .engine()
        .begin(MEMORY, writes(0), channels(), SimTime.ZERO)
        .session()
        .deviceDataPace();
  }

  /** A window of 3.36 MB takes seven packets of 512 KiB. */
  @Test
  void should_send_whole_packets_over_several_channels() {
    for (Engines engine : List.of(Engines.QEMU_7_2, Engines.QEMU_8_2)) {
      Turn turn = engine.engine().begin(MEMORY, writes(0), channels(), SimTime.ZERO);
      long zeros = 0;
      long data = 0;
      while (!(turn.step() instanceof Step.Wait) || data == 0) {
        if (turn.step() instanceof Step.Send send) {
          boolean small = send.bytes().bytes() % WireFormat.ZERO_PAGE == 0 && data == 0;
          zeros += small ? send.bytes().bytes() : 0;
          data += small ? 0 : send.bytes().bytes();
          turn = turn.next(new Sent(send.bytes(), SimDuration.ZERO), SimTime.ZERO);
        } else {
          turn = turn.next(Sent.nothing(((Step.Wait) turn.step()).length()), SimTime.ZERO);
          zeros = 0;
          data = 0;
        }
      }
      long packet = 128 * WireFormat.of(channels().aids()).normalPage();
      assertThat(data % packet).isZero();
      assertThat(zeros + data).isBetween(33_554_432 / 10L, 33_554_432 / 10L + packet);
    }
  }

  @Test
  void should_wait_for_its_channels_while_the_guest_goes_on_writing() {
    SimDuration second = SimDuration.ofSeconds(1);
    QemuHost slow = QemuHost.SERVER.withChannelSetup(second);
    Estimate at = LINK.drive(begin(Engines.QEMU_7_2, slow, channels(), writes(6000)));
    Estimate soon = LINK.drive(begin(Engines.QEMU_7_2, QemuHost.SERVER, channels(), writes(6000)));
    assertThat(at.running()).isGreaterThanOrEqualTo(soon.running().plus(second));
    assertThat(at.rounds().get(0).dirtied()).isGreaterThan(soon.rounds().get(0).dirtied());
    Estimate one = LINK.drive(begin(Engines.QEMU_7_2, slow, settings(), writes(6000)));
    assertThat(one)
        .isEqualTo(LINK.drive(begin(Engines.QEMU_7_2, QemuHost.SERVER, settings(), writes(6000))));
  }

  @Test
  void should_go_on_under_changed_limits_with_every_engine() {
    for (Engines engine : Engines.values()) {
      PreCopySession slow = begin(engine, QemuHost.SERVER, settings(), writes(12_000)).session();
      PreCopySession fast =
          slow.with(new MaxBandwidth(new ByteRate(200 << 20)))
              .with(new DowntimeLimit(SimDuration.ofSeconds(1)));
      Sent nothing = Sent.nothing(SimDuration.ofMillis(1));
      Estimate before = LINK.drive(slow.next(nothing, SimTime.ZERO));
      Estimate after = LINK.drive(fast.next(nothing, SimTime.ZERO));
      assertThat(before.outcome()).as(engine.word()).isNotEqualTo(Outcome.STOPPED);
      assertThat(after.outcome()).as(engine.word()).isEqualTo(Outcome.STOPPED);
    }
  }

  @Test
  void should_let_memory_follow_no_faster_than_the_post_copy_bandwidth() {
    var slow = new SwitchOver(Optional.empty(), new ByteRate(10_000_000), ByteCount.ZERO);
    for (Engines engine : Engines.values()) {
      PreCopySession session =
          begin(engine, QemuHost.SERVER, settings().with(slow), writes(12_000))
              .session()
              .forPostCopy();
      assertThat(session.afterResume().cap()).as(engine.word()).isEqualTo(new ByteRate(10_000_000));
    }
  }

  private static Turn begin(
      Engines engine, QemuHost host, PreCopySettings settings, DirtyModel writes) {
    return engine.on(host).begin(MEMORY, writes, settings, SimTime.ZERO);
  }

  private static Estimate drive(Engines engine, PreCopySettings settings) {
    return drive(engine, settings, writes(12_000));
  }

  private static Estimate drive(Engines engine, PreCopySettings settings, DirtyModel writes) {
    return LINK.drive(begin(engine, QemuHost.SERVER, settings, writes));
  }

  private static DirtyModel writes(long rate) {
    return DirtyModels.SEQUENTIAL.of(new Workload(SET, Workload.pagesPerSecond(rate), 0, 0));
  }

  private static PreCopySettings channels() {
    return settings().withAids(ConvergenceAids.NONE.withChannels(4));
  }

  private static PreCopySettings settings() {
    return PreCopySettings.DEFAULT.withMaxBandwidth(new ByteRate(32 << 20));
  }
}
