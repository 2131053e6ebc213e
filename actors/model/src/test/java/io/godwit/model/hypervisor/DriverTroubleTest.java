package io.godwit.model.hypervisor;

import static io.godwit.model.hypervisor.DeviceOperation.ACTIVATE;
import static io.godwit.model.hypervisor.DeviceOperation.FREEZE;
import static io.godwit.model.hypervisor.DeviceOperation.READ_CONTEXT;
import static io.godwit.model.hypervisor.DeviceOperation.RESTORE;
import static io.godwit.model.hypervisor.DeviceOperation.STOP;
import static io.godwit.model.hypervisor.DeviceOperation.WRITE_CONTEXT;
import static io.godwit.model.virtio.CommandFrames.GET;
import static io.godwit.model.virtio.CommandFrames.SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.DriverMessage.FunctionCleared;
import io.godwit.model.device.DriverMessage.FunctionReset;
import io.godwit.model.device.DriverMessage.OwnerCameBack;
import io.godwit.model.device.DriverMessage.QueueFull;
import io.godwit.model.device.DriverMessage.RingAgain;
import io.godwit.model.device.DriverMessage.StatusShown;
import io.godwit.model.device.DriverMessage.TimedOut;
import io.godwit.model.device.DriverMessage.TryAgain;
import io.godwit.model.event.HypervisorEvent.FunctionForced;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.hypervisor.HypervisorMessage.LosePower;
import io.godwit.model.hypervisor.HypervisorMessage.ReleaseRoom;
import io.godwit.model.hypervisor.HypervisorMessage.RemoveVm;
import io.godwit.model.hypervisor.HypervisorMessage.ReserveRoom;
import io.godwit.model.hypervisor.HypervisorMessage.VcpusSettled;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.AdminTimeout;
import io.godwit.model.option.Frontend;
import io.godwit.model.option.Option;
import io.godwit.model.option.RetryEagain;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver does when a command is put off, turned away, refused, or lost. */
class DriverTroubleTest {

  private static final Bytes FIRST = Bytes.ofHex("0102030405060708");
  private static final Bytes SECOND = Bytes.ofHex("1112131415161718");
  private static final int MOST_TRIES = 120;

  private static AdminResult failure(int status) {
    return new AdminResult(status, AdminQualifier.OK, Bytes.EMPTY);
  }

  private static DriverBench bench(Profiles profile) {
    return new DriverBench(Protocol.of(profile));
  }

  /** A bench whose driver tries again what was put off. */
  private static DriverBench persistent(Profiles profile) {
    return new DriverBench(Protocol.of(profile).with(RetryEagain.YES));
  }

  /** A bench whose driver gives a command up after a second. */
  private static DriverBench impatient(Profiles profile, String retention) {
    return new DriverBench(
        Protocol.of(profile).with(AdminTimeout.ONE_SECOND).with(Option.RETENTION, retention));
  }

  private static void hasAnObject(DriverBench bench) {
    bench.operate(READ_CONTEXT);
    bench.succeeds(bench.frames.createObject(1, GET));
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 0));
    bench.isDone(READ_CONTEXT, FIRST);
  }

  // Put off.

  private static void isPutOff(DriverBench bench, AdminCommand command) {
    long number = bench.exchange(command, failure(AdminStatus.EAGAIN));
    bench.isQuiet();
    bench.hearsItself(new TryAgain(number));
  }

  @Test
  void should_send_a_mode_again_that_was_put_off() {
    DriverBench bench = persistent(Profiles.PRECURSOR);
    bench.operate(FREEZE);
    isPutOff(bench, bench.frames.setMode(1, bench.mode("quiesced")));
    bench.succeeds(bench.frames.setMode(1, bench.mode("quiesced")));
    isPutOff(bench, bench.frames.setMode(1, bench.mode("freezed")));
    isPutOff(bench, bench.frames.setMode(1, bench.mode("freezed")));
    bench.succeeds(bench.frames.setMode(1, bench.mode("freezed")));
    bench.isDone(FREEZE, Bytes.EMPTY);
  }

  @ParameterizedTest
  @EnumSource
  void should_send_each_of_two_contents_again_that_were_put_off(Profiles profile) {
    DriverBench bench = persistent(profile);
    if (profile.hasObjects()) {
      bench.operate(WRITE_CONTEXT, FIRST);
      bench.succeeds(bench.frames.createObject(1, SET));
      bench.succeeds(bench.frames.write(1, FIRST));
      bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);
    }
    bench.operate(WRITE_CONTEXT, FIRST);
    bench.operate(WRITE_CONTEXT, SECOND);
    long first = bench.exchange(bench.frames.write(1, FIRST), failure(AdminStatus.EAGAIN));
    long second = bench.exchange(bench.frames.write(1, SECOND), failure(AdminStatus.EAGAIN));
    bench.isQuiet();
    bench.tell(DriverBench.SELF, new TryAgain(second));
    bench.tell(DriverBench.SELF, new TryAgain(first));
    bench.succeeds(bench.frames.write(1, SECOND));
    bench.succeeds(bench.frames.write(1, FIRST));
    bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);
    bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);
    bench.isQuiet();
  }

  @Test
  void should_go_on_reading_after_a_piece_was_put_off() {
    DriverBench bench = persistent(Profiles.SEED_2023);
    bench.operate(READ_CONTEXT);
    isPutOff(bench, bench.frames.size(1));
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 8));
    isPutOff(bench, bench.frames.read(1));
    bench.exchange(bench.frames.read(1), bench.piece(SECOND, 0));
    bench.isDone(READ_CONTEXT, FIRST.plus(SECOND));
  }

  @Test
  void should_send_the_destruction_of_the_same_object_again() {
    DriverBench bench = persistent(Profiles.VIRTIO_1_4);
    hasAnObject(bench);
    bench.operate(ACTIVATE);
    bench.isDone(ACTIVATE, Bytes.EMPTY);
    isPutOff(bench, bench.frames.destroyObject(1));
    bench.succeeds(bench.frames.destroyObject(1));
    bench.isQuiet();
  }

  @Test
  void should_give_up_a_command_that_is_put_off_for_ever() {
    DriverBench bench = persistent(Profiles.SEED_2023);
    bench.operate(STOP);
    for (int i = 0; i < MOST_TRIES; i++) {
      isPutOff(bench, bench.frames.setMode(1, bench.mode("stop")));
    }
    bench.exchange(bench.frames.setMode(1, bench.mode("stop")), failure(AdminStatus.EAGAIN));
    bench.isRefused(STOP, AdminStatus.EAGAIN);
    bench.isQuiet();
  }

  @Test
  void should_take_a_command_that_is_put_off_for_refused_where_nobody_tries_again() {
    DriverBench bench = bench(Profiles.VIRTIO_1_4);
    bench.operate(STOP);
    bench.exchange(bench.frames.setMode(1, bench.mode("stopped")), failure(AdminStatus.EAGAIN));
    bench.isRefused(STOP, AdminStatus.EAGAIN);
    bench.isQuiet();
  }

  // Turned away.

  @Test
  void should_ring_again_with_the_same_frame_when_the_queue_was_full() {
    DriverBench bench = bench(Profiles.SEED_2023);
    AdminCommand write = bench.frames.write(1, FIRST);
    bench.operate(WRITE_CONTEXT, FIRST);
    long command = bench.sends(write);
    bench.tell(DriverBench.OWNER, new QueueFull(command, write.encode()));
    assertThat(bench.host.events()).isEmpty();
    bench.hearsItself(ringAgain(command, write));
    assertThat(bench.host.events()).isEmpty();
    assertThat(bench.sends(write)).isEqualTo(command);
    bench.answer(command, AdminResult.success(Bytes.EMPTY));
    bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);
  }

  private static RingAgain ringAgain(long command, AdminCommand what) {
    return new RingAgain(command, DriverBench.OWNER.name(), what.encode());
  }

  @Test
  void should_not_ring_again_for_what_it_awaits_no_more() {
    var bench = new DriverBench(Protocol.of(Profiles.SEED_2023).with(AdminTimeout.ONE_SECOND));
    AdminCommand stop = bench.frames.setMode(1, bench.mode("stop"));
    bench.operate(STOP);
    long command = bench.sends(stop);
    bench.tell(DriverBench.OWNER, new QueueFull(command, stop.encode()));
    bench.hearsItself(new TimedOut(command));
    bench.hearsItself(ringAgain(command, stop));
    bench.isRefused(STOP, DeviceJob.LATE.status());
    bench.isQuiet();
  }

  @Test
  void should_ring_again_to_destroy_an_object_whoever_waits() {
    var bench = new DriverBench(Protocol.of(Profiles.VIRTIO_1_4).with(AdminTimeout.ONE_SECOND));
    hasAnObject(bench);
    bench.tell(DriverBench.MIGRATION, new RemoveVm("web"));
    AdminCommand destroy = bench.frames.destroyObject(1);
    long command = bench.sends(destroy);
    bench.tell(DriverBench.OWNER, new QueueFull(command, bench.frames.frame(destroy)));
    bench.hearsItself(new TimedOut(command));
    bench.hearsItself(
        new RingAgain(command, DriverBench.OWNER.name(), bench.frames.frame(destroy)));
    assertThat(bench.sends(destroy)).isEqualTo(command);
  }

  // Refused.

  @Test
  void should_believe_a_member_where_it_was_when_a_mode_is_refused() {
    DriverBench bench = bench(Profiles.SEED_2023);
    bench.operate(STOP);
    bench.succeeds(bench.frames.setMode(1, bench.mode("stop")));
    bench.isDone(STOP, Bytes.EMPTY);
    bench.operate(FREEZE);
    bench.exchange(bench.frames.setMode(1, bench.mode("freeze")), failure(AdminStatus.EINVAL));
    bench.isRefused(FREEZE, AdminStatus.EINVAL);
    bench.operate(STOP);
    bench.isDone(STOP, Bytes.EMPTY);
    bench.isQuiet();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"VIRTIO_1_4", "PRECURSOR"})
  void should_stop_reading_when_a_piece_is_refused(Profiles profile) {
    DriverBench bench = bench(profile);
    bench.operate(READ_CONTEXT);
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 8));
    bench.exchange(bench.frames.read(1), failure(AdminStatus.EIO));
    bench.isRefused(READ_CONTEXT, AdminStatus.EIO);
    bench.isQuiet();
  }

  @Test
  void should_make_objects_anew_when_an_owner_was_reset_and_has_none() {
    DriverBench bench = bench(Profiles.VIRTIO_1_4);
    hasAnObject(bench);
    bench.operate(READ_CONTEXT);
    bench.exchange(bench.frames.size(1), failure(AdminStatus.ENXIO));
    bench.isRefused(READ_CONTEXT, AdminStatus.ENXIO);
    hasAnObject(bench);
    bench.isQuiet();
  }

  @ParameterizedTest
  @ValueSource(ints = {AdminStatus.ENXIO, AdminStatus.EIO, AdminStatus.ETIME})
  void should_tell_nobody_when_an_object_cannot_be_destroyed(int status) {
    DriverBench bench = bench(Profiles.VIRTIO_1_4);
    hasAnObject(bench);
    bench.operate(ACTIVATE);
    bench.isDone(ACTIVATE, Bytes.EMPTY);
    bench.exchange(bench.frames.destroyObject(1), failure(status));
    bench.isQuiet();
  }

  // Lost.

  /** The driver asks for the mode, where there is such a command. */
  private static void isAskedForItsMode(DriverBench bench, String mode) {
    if (bench.frames.canAskForMode()) {
      bench.exchange(
          bench.frames.getMode(1),
          AdminResult.success(Bytes.copyOf(new byte[] {(byte) bench.mode(mode).code()})));
    }
  }

  private static void isLost(DriverBench bench, AdminCommand command) {
    bench.hearsItself(new TimedOut(bench.sends(command)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "until-next-read", "until-reset"})
  void should_read_from_the_beginning_when_a_piece_is_lost(String retention) {
    DriverBench bench = impatient(Profiles.SEED_2023, retention);
    bench.operate(READ_CONTEXT);
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 8));
    isLost(bench, bench.frames.read(1));
    isAskedForItsMode(bench, "freeze");
    if (retention.equals("until-reset")) {
      bench.succeeds(bench.frames.discard(1));
    }
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(SECOND, 8));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 0));
    bench.isDone(READ_CONTEXT, SECOND.plus(FIRST));
    bench.isQuiet();
  }

  @Test
  void should_read_again_through_the_object_that_it_has() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4, "until-reset");
    bench.operate(READ_CONTEXT);
    bench.succeeds(bench.frames.createObject(1, GET));
    bench.succeeds(bench.frames.size(1));
    isLost(bench, bench.frames.read(1));
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 0));
    bench.isDone(READ_CONTEXT, FIRST);
  }

  @Test
  void should_give_up_a_read_that_is_lost_at_once_again() {
    DriverBench bench = impatient(Profiles.SEED_2023, "none");
    bench.operate(READ_CONTEXT);
    isLost(bench, bench.frames.size(1));
    isLost(bench, bench.frames.getMode(1));
    bench.isRefused(READ_CONTEXT, AdminStatus.ETIME);
    bench.isQuiet();
  }

  /** As one of 3 GiB of vendor state, at 2 GB/s, when a driver waits for a second. */
  @ParameterizedTest
  @EnumSource
  void should_give_up_a_device_whose_every_read_takes_too_long(Profiles profile) {
    DriverBench bench = impatient(profile, "none");
    bench.operate(READ_CONTEXT);
    if (profile.hasObjects()) {
      bench.succeeds(bench.frames.createObject(1, GET));
    }
    bench.succeeds(bench.frames.size(1));
    isLost(bench, bench.frames.read(1));
    isAskedForItsMode(bench, bench.frames.protocol().modes().first().word());
    bench.succeeds(bench.frames.size(1));
    isLost(bench, bench.frames.read(1));
    bench.isRefused(READ_CONTEXT, AdminStatus.ETIME);
    bench.isQuiet();
  }

  @ParameterizedTest
  @EnumSource
  void should_write_once_more_what_is_lost_and_then_give_it_up(Profiles profile) {
    DriverBench bench = impatient(profile, "until-reset");
    bench.operate(WRITE_CONTEXT, FIRST);
    isLost(
        bench,
        profile.hasObjects() ? bench.frames.createObject(1, SET) : bench.frames.write(1, FIRST));
    isAskedForItsMode(bench, bench.frames.protocol().modes().first().word());
    isLost(bench, bench.frames.write(1, FIRST));
    bench.isRefused(WRITE_CONTEXT, AdminStatus.ETIME);
    bench.isQuiet();
  }

  @Test
  void should_not_listen_to_a_result_that_comes_after_it_was_given_up() {
    DriverBench bench = impatient(Profiles.SEED_2023, "none");
    bench.operate(READ_CONTEXT);
    long lost = bench.sends(bench.frames.size(1));
    bench.hearsItself(new TimedOut(lost));
    bench.answer(lost, AdminResult.success(Bytes.EMPTY));
    assertThat(bench.host.events()).isEmpty();
    isAskedForItsMode(bench, "freeze");
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 0));
    bench.isDone(READ_CONTEXT, FIRST);
    bench.answer(lost, AdminResult.success(Bytes.EMPTY));
    bench.isQuiet();
  }

  @Test
  void should_not_believe_a_mode_whose_result_came_too_late() {
    DriverBench bench = impatient(Profiles.SEED_2023, "none");
    bench.operate(STOP);
    long lost = bench.sends(bench.frames.setMode(1, bench.mode("stop")));
    bench.hearsItself(new TimedOut(lost));
    bench.isRefused(STOP, AdminStatus.ETIME);
    bench.answer(lost, AdminResult.success(Bytes.EMPTY));
    bench.operate(STOP);
    isAskedForItsMode(bench, "active");
    bench.succeeds(bench.frames.setMode(1, bench.mode("stop")));
    bench.isDone(STOP, Bytes.EMPTY);
  }

  /** Nobody knows whether it stopped; it is not left standing under a guest that runs. */
  @Test
  void should_bring_a_device_back_whose_stop_was_never_answered() {
    DriverBench bench = impatient(Profiles.SEED_2023, "none");
    bench.operate(STOP);
    long lost = bench.sends(bench.frames.setMode(1, bench.mode("stop")));
    bench.hearsItself(new TimedOut(lost));
    bench.isRefused(STOP, AdminStatus.ETIME);
    bench.operate(RESTORE);
    isAskedForItsMode(bench, "stop");
    bench.succeeds(bench.frames.setMode(1, bench.mode("active")));
    bench.isDone(RESTORE, Bytes.EMPTY);
    bench.operate(RESTORE);
    bench.isDone(RESTORE, Bytes.EMPTY);
  }

  /** The accepted text has no command that asks for a mode, but setting it twice does no harm. */
  @Test
  void should_say_outright_what_it_wants_of_a_device_that_cannot_be_asked() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4, "none");
    bench.operate(ACTIVATE);
    bench.isDone(ACTIVATE, Bytes.EMPTY);
    bench.operate(STOP);
    isLost(bench, bench.frames.setMode(1, bench.mode("stopped")));
    bench.isRefused(STOP, AdminStatus.ETIME);
    bench.operate(RESTORE);
    isLost(bench, bench.frames.setMode(1, bench.mode("running")));
    bench.succeeds(bench.frames.setMode(1, bench.mode("running")));
    bench.isDone(RESTORE, Bytes.EMPTY);
    bench.isQuiet();
  }

  /** A guest is not let run on a device of which nobody knows whether it works. */
  @Test
  void should_wait_on_the_way_back_for_an_owner_that_is_reset() {
    DriverBench bench = bench(Profiles.SEED_2023);
    bench.operate(STOP);
    bench.succeeds(bench.frames.setMode(1, bench.mode("stop")));
    bench.isDone(STOP, Bytes.EMPTY);
    bench.operate(RESTORE);
    long refused =
        bench.exchange(bench.frames.setMode(1, bench.mode("active")), failure(AdminStatus.EIO));
    bench.isQuiet();
    bench.hearsItself(new TryAgain(refused));
    isAskedForItsMode(bench, "active");
    bench.isDone(RESTORE, Bytes.EMPTY);
  }

  /** Its driver sets it up at once, and it works while its memory is on its way. */
  @ParameterizedTest
  @EnumSource(Frontend.class)
  void should_not_go_on_with_a_device_that_its_running_guest_has_reset(Frontend frontend) {
    var bench = new DriverBench(Protocol.of(Profiles.VIRTIO_1_4).with(frontend));
    bench.operate(STOP);
    bench.succeeds(bench.frames.setMode(1, bench.mode("stopped")));
    bench.isDone(STOP, Bytes.EMPTY);
    bench.tell(EntityId.member(DriverBench.MEMBER), new FunctionCleared(DriverBench.MEMBER));
    bench.operate(FREEZE);
    bench.isRefused(FREEZE, AdminStatus.EIO);
    bench.operate(RESTORE);
    bench.succeeds(bench.frames.setMode(1, bench.mode("running")));
    bench.isDone(RESTORE, Bytes.EMPTY);
    bench.operate(STOP);
    bench.succeeds(bench.frames.setMode(1, bench.mode("stopped")));
    bench.isDone(STOP, Bytes.EMPTY);
  }

  /**
   * One that stops while it is reset may be over with that before anybody hears that it stopped.
   */
  @ParameterizedTest
  @EnumSource(Frontend.class)
  void should_not_go_on_with_a_device_whose_reset_it_hears_of_before_its_stop(Frontend frontend) {
    var bench = new DriverBench(Protocol.of(Profiles.VIRTIO_1_4).with(frontend));
    bench.operate(STOP);
    long stop = bench.sends(bench.frames.setMode(1, bench.mode("stopped")));
    bench.tell(EntityId.member(DriverBench.MEMBER), new FunctionCleared(DriverBench.MEMBER));
    bench.answer(stop, AdminResult.success(Bytes.EMPTY));
    bench.isRefused(STOP, AdminStatus.EIO);
    bench.operate(RESTORE);
    bench.succeeds(bench.frames.setMode(1, bench.mode("running")));
    bench.isDone(RESTORE, Bytes.EMPTY);
  }

  @Test
  void should_wait_in_vain_for_nothing_that_has_come_or_is_put_off() {
    var protocol =
        Protocol.of(Profiles.SEED_2023).with(AdminTimeout.ONE_SECOND).with(RetryEagain.YES);
    var bench = new DriverBench(protocol);
    AdminCommand stop = bench.frames.setMode(1, bench.mode("stop"));
    bench.operate(STOP);
    long putOff = bench.exchange(stop, failure(AdminStatus.EAGAIN));
    bench.hearsItself(new TimedOut(putOff));
    assertThat(bench.host.events()).isEmpty();
    bench.hearsItself(new TryAgain(putOff));
    long done = bench.succeeds(stop);
    bench.isDone(STOP, Bytes.EMPTY);
    bench.hearsItself(new TimedOut(done));
    assertThat(bench.host.events()).isEmpty();
    bench.isQuiet();
  }

  // In band.

  @Test
  void should_refuse_when_a_register_shows_that_a_device_failed() {
    DriverBench bench = bench(Profiles.STATUS_BIT);
    bench.operate(STOP);
    bench.shows(bench.writes(bench.mode("suspended")), false);
    bench.isRefused(STOP, AdminStatus.EIO);
    assertThat(bench.host.all(StatusSeen.class).get(0).status()).isEqualTo("needs-reset");
    bench.operate(ACTIVATE);
    bench.isDone(ACTIVATE, Bytes.EMPTY);
    bench.isQuiet();
  }

  @Test
  void should_give_up_a_register_that_does_not_change_and_look_no_more() {
    DriverBench bench = impatient(Profiles.STATUS_BIT, "until-reset");
    bench.operate(STOP);
    long write = bench.writes(bench.mode("suspended"));
    bench.hearsItself(new TimedOut(write));
    bench.isRefused(STOP, AdminStatus.ETIME);
    assertThat(bench.host.all(StatusSeen.class).get(0).status()).isEqualTo("unchanged");
    bench.tell(EntityId.member(DriverBench.MEMBER), new StatusShown(write, true));
    assertThat(bench.host.events()).isEmpty();
    bench.operate(STOP);
    bench.shows(bench.writes(bench.mode("suspended")), true);
    bench.isDone(STOP, Bytes.EMPTY);
  }

  @Test
  void should_say_that_a_write_counts_no_more_which_it_has_not_seen_when_it_writes_again() {
    DriverBench bench = impatient(Profiles.STATUS_BIT, "until-reset");
    bench.operate(STOP);
    long suspends = bench.writes(bench.mode("suspended"));
    bench.hearsItself(new TimedOut(suspends));
    bench.isRefused(STOP, AdminStatus.ETIME);
    bench.operate(RESTORE);
    bench.overwrites(suspends);
    bench.shows(bench.writes(bench.mode("running")), true);
    bench.isDone(RESTORE, Bytes.EMPTY);
    bench.operate(STOP);
    bench.shows(bench.writes(bench.mode("suspended")), true);
    bench.isDone(STOP, Bytes.EMPTY);
    bench.isQuiet();
  }

  @Test
  void should_say_that_a_write_counts_no_more_when_its_guest_is_gone() {
    DriverBench bench = bench(Profiles.STATUS_BIT);
    bench.operate(STOP);
    long suspends = bench.writes(bench.mode("suspended"));
    bench.tell(DriverBench.MIGRATION, new RemoveVm("web"));
    bench.overwrites(suspends);
    bench.isQuiet();
  }

  @Test
  void should_say_that_a_write_counts_no_more_when_its_host_crashes() {
    DriverBench bench = bench(Profiles.STATUS_BIT);
    bench.operate(STOP);
    long suspends = bench.writes(bench.mode("suspended"));
    bench.tell(DriverBench.SELF, new LosePower());
    bench.overwrites(suspends);
    bench.isQuiet();
  }

  // Lost with its owner.

  @Test
  void should_not_trust_a_stop_that_may_have_come_before_the_reset() {
    DriverBench bench = bench(Profiles.STATUS_BIT);
    bench.operate(STOP);
    long write = bench.writes(bench.mode("suspended"));
    bench.tell(DriverBench.OWNER, new OwnerCameBack(DriverBench.OWNER.name()));
    bench.shows(write, true);
    bench.isRefused(STOP, DeviceJob.RESET_MEANWHILE.status());
    bench.operate(ACTIVATE);
    bench.shows(bench.writes(bench.mode("running")), true);
    bench.isDone(ACTIVATE, Bytes.EMPTY);
  }

  @Test
  void should_go_on_with_nothing_that_counts_on_what_a_reset_took() {
    DriverBench bench = bench(Profiles.SEED_2023);
    bench.operate(STOP);
    bench.succeeds(bench.frames.setMode(1, bench.mode("stop")));
    bench.isDone(STOP, Bytes.EMPTY);
    bench.operate(READ_CONTEXT);
    long underWay = bench.sends(bench.frames.size(1));
    bench.tell(DriverBench.OWNER, new OwnerCameBack(DriverBench.OWNER.name()));
    bench.answer(underWay, AdminResult.success(Bytes.EMPTY));
    bench.isRefused(READ_CONTEXT, AdminStatus.EIO);
    bench.operate(FREEZE);
    bench.isRefused(FREEZE, AdminStatus.EIO);
    bench.isQuiet();
    bench.operate(RESTORE);
    bench.exchange(bench.frames.getMode(1), AdminResult.success(Bytes.copyOf(new byte[] {0})));
    bench.isDone(RESTORE, Bytes.EMPTY);
    bench.operate(STOP);
    bench.succeeds(bench.frames.setMode(1, bench.mode("stop")));
    bench.isDone(STOP, Bytes.EMPTY);
  }

  @Test
  void should_reset_a_function_once_that_does_not_come_back_and_ask_again() {
    DriverBench bench = bench(Profiles.VIRTIO_1_4);
    bench.operate(STOP);
    bench.succeeds(bench.frames.setMode(1, bench.mode("stopped")));
    bench.isDone(STOP, Bytes.EMPTY);
    bench.operate(RESTORE);
    for (int tries = 0; tries < 3; tries++) {
      long command =
          bench.exchange(
              bench.frames.setMode(1, bench.mode("running")), failure(AdminStatus.ENOMEM));
      bench.isQuiet();
      bench.hearsItself(new TryAgain(command));
    }
    bench.succeeds(bench.frames.setMode(1, bench.mode("running")));
    bench.isDone(RESTORE, Bytes.EMPTY);
    assertThat(bench.host.all(FunctionForced.class)).hasSize(1);
  }

  @Test
  void should_wait_twice_as_long_for_a_device_that_did_not_answer_in_time() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4, "until-reset");
    bench.operate(ACTIVATE);
    bench.isDone(ACTIVATE, Bytes.EMPTY);
    bench.operate(STOP);
    bench.succeeds(bench.frames.setMode(1, bench.mode("stopped")));
    bench.isDone(STOP, Bytes.EMPTY);
    bench.operate(RESTORE);
    SimTime began = bench.host.now();
    for (int tries = 0; tries < 3; tries++) {
      bench.hearsItself(new TimedOut(bench.sends(bench.frames.setMode(1, bench.mode("running")))));
    }
    assertThat(bench.host.now().since(began)).isEqualTo(SimDuration.ofSeconds(1 + 2 + 4));
  }

  // Given back.

  @Test
  void should_destroy_the_objects_of_a_guest_that_leaves() {
    DriverBench bench = bench(Profiles.VIRTIO_1_4);
    hasAnObject(bench);
    bench.tell(DriverBench.MIGRATION, new RemoveVm("web"));
    bench.succeeds(bench.frames.destroyObject(1));
  }

  /** The next guest's device is frozen before its reset of the last is heard of. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void should_believe_a_member_in_its_first_mode_from_when_it_is_given_back(boolean arrived) {
    DriverBench bench = bench(Profiles.SEED_2023);
    bench.tell(DriverBench.MIGRATION, new RemoveVm("web"));
    bench.tell(DriverBench.MIGRATION, new ReserveRoom(Hosts.vm("db", 2, 1)));
    AdminCommand freeze = bench.frames.setMode(1, bench.mode("freeze"));
    isDoneBy(bench, FREEZE, freeze);
    givesBack(bench, arrived);
    bench.tell(DriverBench.MIGRATION, new ReserveRoom(Hosts.vm("cache", 2, 1)));
    isDoneBy(bench, FREEZE, freeze);
    bench.tell(EntityId.member(DriverBench.MEMBER), new FunctionReset());
    isDoneBy(bench, ACTIVATE, bench.frames.setMode(1, bench.mode("active")));
  }

  /** Of an expected guest, or of one that has come. */
  private static void givesBack(DriverBench bench, boolean arrived) {
    if (arrived) {
      bench.tell(DriverBench.SELF, new VcpusSettled("db", true, "m"));
      bench.tell(DriverBench.MIGRATION, new RemoveVm("db"));
    } else {
      bench.tell(DriverBench.MIGRATION, new ReleaseRoom());
    }
  }

  private static void isDoneBy(DriverBench bench, DeviceOperation operation, AdminCommand command) {
    bench.operate(operation);
    bench.succeeds(command);
    bench.isDone(operation, Bytes.EMPTY);
  }
}
