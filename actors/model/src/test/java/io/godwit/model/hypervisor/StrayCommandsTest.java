package io.godwit.model.hypervisor;

import static io.godwit.model.hypervisor.DeviceOperation.ACTIVATE;
import static io.godwit.model.hypervisor.DeviceOperation.FREEZE;
import static io.godwit.model.hypervisor.DeviceOperation.LEGACY_WRITE;
import static io.godwit.model.hypervisor.DeviceOperation.RESTORE;
import static io.godwit.model.hypervisor.DeviceOperation.STOP;
import static io.godwit.model.hypervisor.DeviceOperation.WRITE_CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.DriverMessage.RingAgain;
import io.godwit.model.device.DriverMessage.TimedOut;
import io.godwit.model.device.DriverMessage.TryAgain;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.hypervisor.HypervisorMessage.RemoveVm;
import io.godwit.model.hypervisor.HypervisorMessage.ReserveRoom;
import io.godwit.model.option.AdminTimeout;
import io.godwit.model.option.RetryEagain;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import org.junit.jupiter.api.Test;

/** Commands that an owner carries out when their guest is gone, and another one has its member. */
class StrayCommandsTest {

  private static final AdminResult DONE = AdminResult.success(Bytes.EMPTY);
  private static final Bytes CONTENT = Bytes.ofHex("0102030405060708");

  private static DriverBench impatient(Profiles profile) {
    return new DriverBench(
        Protocol.of(profile).with(AdminTimeout.ONE_SECOND).with(RetryEagain.YES));
  }

  private static AdminCommand sets(DriverBench bench, String mode) {
    return bench.frames.setMode(1, bench.mode(mode));
  }

  /**
   * A command that stops the member, and that its owner has not carried out when it is given up.
   */
  private static long stopsLate(DriverBench bench, DeviceOperation operation, String mode) {
    bench.operate(operation);
    long late = bench.sends(sets(bench, mode));
    bench.hearsItself(new TimedOut(late));
    return late;
  }

  /** The same for whoever asked for a stop, and is told that it took too long. */
  private static long isStoppedLate(DriverBench bench, String mode) {
    long late = stopsLate(bench, STOP, mode);
    bench.isRefused(STOP, AdminStatus.ETIME);
    return late;
  }

  private static void theNextGuestHasIt(DriverBench bench) {
    bench.tell(DriverBench.MIGRATION, new RemoveVm("web"));
    bench.tell(DriverBench.MIGRATION, new ReserveRoom(Hosts.vm("db", 2, 1)));
  }

  @Test
  void should_set_a_device_to_work_that_stopped_for_the_guest_before() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4);
    long late = isStoppedLate(bench, "stopped");
    theNextGuestHasIt(bench);
    long behind = bench.sends(sets(bench, "running"));
    bench.answer(late, DONE);
    bench.answer(behind, DONE);
    bench.isQuiet();
  }

  /** What was sent behind the stop may have been refused, though nobody has heard of it. */
  @Test
  void should_ask_a_device_to_work_until_it_says_that_it_does() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4);
    isStoppedLate(bench, "stopped");
    theNextGuestHasIt(bench);
    bench.hearsItself(new TimedOut(bench.sends(sets(bench, "running"))));
    bench.hearsItself(new TimedOut(bench.sends(sets(bench, "running"))));
    bench.succeeds(sets(bench, "running"));
    bench.isQuiet();
  }

  /** What never came to its queue sets nothing to work. */
  @Test
  void should_ask_a_device_to_work_that_could_not_be_asked_in_time() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4);
    isStoppedLate(bench, "stopped");
    theNextGuestHasIt(bench);
    long behind = bench.sends(sets(bench, "running"));
    RingAgain again = bench.findsNoPlace(behind);
    bench.hearsItself(new TimedOut(behind));
    bench.succeeds(sets(bench, "running"));
    bench.hearsItself(again);
    bench.isQuiet();
  }

  /** It would come behind all that the next guest is asked for. */
  @Test
  void should_put_nothing_on_a_queue_for_a_guest_that_is_gone() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4);
    bench.operate(STOP);
    RingAgain again = bench.findsNoPlace(bench.sends(sets(bench, "stopped")));
    theNextGuestHasIt(bench);
    bench.succeeds(sets(bench, "running"));
    bench.hearsItself(again);
    bench.isRefused(STOP, AdminStatus.EIO);
    bench.isQuiet();
  }

  /** As what set the device to work is given up once its guest is asked for something. */
  @Test
  void should_set_no_device_to_work_behind_a_stop_of_its_own_guest() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4);
    isStoppedLate(bench, "stopped");
    theNextGuestHasIt(bench);
    RingAgain again = bench.findsNoPlace(bench.sends(sets(bench, "running")));
    bench.operate(STOP);
    bench.succeeds(sets(bench, "stopped"));
    bench.isDone(STOP, Bytes.EMPTY);
    bench.hearsItself(again);
    bench.isQuiet();
  }

  /** On the way out of a mode there may be another one in which it stands. */
  @Test
  void should_set_a_device_to_work_that_stopped_on_its_way_to_work() {
    DriverBench bench = impatient(Profiles.PRECURSOR);
    bench.operate(FREEZE);
    bench.succeeds(sets(bench, "quiesced"));
    bench.succeeds(sets(bench, "freezed"));
    bench.isDone(FREEZE, Bytes.EMPTY);
    long late = stopsLate(bench, RESTORE, "quiesced");
    bench.sends(bench.frames.getMode(1));
    theNextGuestHasIt(bench);
    bench.answer(late, DONE);
    bench.succeeds(sets(bench, "running"));
    bench.isQuiet();
  }

  @Test
  void should_leave_a_device_to_its_next_guest_that_is_stopped_meanwhile() {
    DriverBench bench = impatient(Profiles.SEED_2023);
    long late = isStoppedLate(bench, "stop");
    theNextGuestHasIt(bench);
    bench.answer(late, DONE);
    var busy = new AdminResult(AdminStatus.EAGAIN, AdminQualifier.OK, Bytes.EMPTY);
    long again = bench.exchange(sets(bench, "active"), busy);
    bench.operate(STOP);
    bench.succeeds(sets(bench, "stop"));
    bench.isDone(STOP, Bytes.EMPTY);
    bench.hearsItself(new TryAgain(again));
    bench.isQuiet();
  }

  /** Commands about one member are carried out in order: whatever was before is over. */
  @Test
  void should_wait_for_nothing_that_a_later_answer_says_is_over() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4);
    long late = isStoppedLate(bench, "stopped");
    bench.operate(RESTORE);
    bench.succeeds(sets(bench, "running"));
    bench.isDone(RESTORE, Bytes.EMPTY);
    theNextGuestHasIt(bench);
    bench.answer(late, DONE);
    bench.isQuiet();
  }

  /** A register stops a member past the queue on which another guest's context still waits. */
  @Test
  void should_have_dropped_what_is_written_for_a_guest_that_is_gone() {
    DriverBench bench = impatient(Profiles.STATUS_BIT);
    bench.operate(WRITE_CONTEXT, CONTENT);
    bench.hearsItself(new TimedOut(bench.sends(bench.frames.write(1, CONTENT))));
    theNextGuestHasIt(bench);
    bench.sends(bench.frames.write(1, CONTENT));
    bench.sends(bench.frames.discard(1));
    bench.isQuiet();
  }

  /** Whoever has dropped it, what the next guest is sent is not to be dropped. */
  @Test
  void should_drop_until_it_hears_of_it_or_the_next_guest_is_written() {
    DriverBench bench = impatient(Profiles.STATUS_BIT);
    bench.operate(WRITE_CONTEXT, CONTENT);
    bench.sends(bench.frames.write(1, CONTENT));
    theNextGuestHasIt(bench);
    bench.hearsItself(new TimedOut(bench.sends(bench.frames.discard(1))));
    long again = bench.sends(bench.frames.discard(1));
    RingAgain place = bench.findsNoPlace(again);
    bench.operate(WRITE_CONTEXT, CONTENT);
    bench.succeeds(bench.frames.write(1, CONTENT));
    bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);
    bench.hearsItself(place);
    bench.isQuiet();
  }

  @Test
  void should_drop_nothing_where_a_queue_stops_a_member() {
    DriverBench bench = impatient(Profiles.SEED_2023);
    bench.operate(WRITE_CONTEXT, CONTENT);
    bench.sends(bench.frames.write(1, CONTENT));
    theNextGuestHasIt(bench);
    assertThat(bench.host.events()).noneMatch(CommandSubmitted.class::isInstance);
  }

  /** The registers of the next guest are its own. */
  @Test
  void should_select_no_queue_of_the_next_guest() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4);
    bench.operate(LEGACY_WRITE);
    long late = bench.sends(bench.frames.selectQueue(1, 1));
    theNextGuestHasIt(bench);
    long behind = bench.sends(bench.frames.selectQueue(1, 0));
    bench.answer(late, DONE);
    bench.hearsItself(new TimedOut(behind));
    bench.succeeds(bench.frames.selectQueue(1, 0));
    bench.isQuiet();
  }

  @Test
  void should_leave_selected_what_the_next_guest_selects() {
    DriverBench bench = impatient(Profiles.VIRTIO_1_4);
    bench.operate(LEGACY_WRITE);
    bench.hearsItself(new TimedOut(bench.sends(bench.frames.selectQueue(1, 1))));
    theNextGuestHasIt(bench);
    long behind = bench.sends(bench.frames.selectQueue(1, 0));
    bench.operate(LEGACY_WRITE);
    bench.succeeds(bench.frames.selectQueue(1, 1));
    bench.hearsItself(new TimedOut(behind));
    bench.isQuiet();
  }

  @Test
  void should_leave_a_device_that_was_set_to_work_late() {
    DriverBench bench = impatient(Profiles.SEED_2023);
    bench.operate(FREEZE);
    bench.succeeds(sets(bench, "freeze"));
    bench.isDone(FREEZE, Bytes.EMPTY);
    bench.operate(ACTIVATE);
    long late = bench.sends(sets(bench, "active"));
    theNextGuestHasIt(bench);
    bench.answer(late, DONE);
    bench.isRefused(ACTIVATE, AdminStatus.EIO);
    bench.isQuiet();
  }
}
