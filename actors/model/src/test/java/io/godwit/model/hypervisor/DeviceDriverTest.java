package io.godwit.model.hypervisor;

import static io.godwit.model.hypervisor.DeviceOperation.ACTIVATE;
import static io.godwit.model.hypervisor.DeviceOperation.DISCARD_CONTEXT;
import static io.godwit.model.hypervisor.DeviceOperation.FREEZE;
import static io.godwit.model.hypervisor.DeviceOperation.READ_CONTEXT;
import static io.godwit.model.hypervisor.DeviceOperation.STOP;
import static io.godwit.model.hypervisor.DeviceOperation.WRITE_CONTEXT;
import static io.godwit.model.virtio.CommandFrames.GET;
import static io.godwit.model.virtio.CommandFrames.SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.option.ModeMatrix;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.CommandFrames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which commands each operation becomes, in each profile, when all goes well. */
class DeviceDriverTest {

  /** Of whole words, for frames are padded to them. */
  private static final Bytes FIRST = Bytes.ofHex("0102030405060708");

  private static final Bytes SECOND = Bytes.ofHex("1112131415161718");

  private static DriverBench bench(Profiles profile) {
    return new DriverBench(Protocol.of(profile));
  }

  private static void changesMode(DriverBench bench, DeviceOperation operation, String... modes) {
    bench.operate(operation);
    for (String mode : modes) {
      bench.succeeds(bench.frames.setMode(1, bench.mode(mode)));
    }
    bench.isDone(operation, Bytes.EMPTY);
    bench.isQuiet();
  }

  @Test
  void should_change_modes_by_one_command_each_in_the_seed() {
    DriverBench bench = bench(Profiles.SEED_2023);
    changesMode(bench, STOP, "stop");
    changesMode(bench, FREEZE, "freeze");
    changesMode(bench, ACTIVATE, "active");
    changesMode(bench, FREEZE, "freeze");
  }

  @Test
  void should_pass_through_stop_where_pairs_are_strict() {
    var strict = Protocol.of(Profiles.SEED_2023).with(ModeMatrix.STRICT_PAIRS);
    var bench = new DriverBench(strict);
    changesMode(bench, FREEZE, "stop", "freeze");
    changesMode(bench, ACTIVATE, "stop", "active");
  }

  @Test
  void should_pass_through_quiesced_in_the_precursor() {
    DriverBench bench = bench(Profiles.PRECURSOR);
    changesMode(bench, FREEZE, "quiesced", "freezed");
    changesMode(bench, ACTIVATE, "quiesced", "running");
    changesMode(bench, STOP, "quiesced");
    changesMode(bench, FREEZE, "freezed");
  }

  @Test
  void should_have_nothing_to_do_for_a_member_that_is_there() {
    DriverBench bench = bench(Profiles.VIRTIO_1_4);
    changesMode(bench, ACTIVATE);
    changesMode(bench, STOP, "stopped");
    changesMode(bench, FREEZE);
    changesMode(bench, ACTIVATE, "running");
  }

  @ParameterizedTest
  @EnumSource
  void should_ask_for_the_size_before_it_reads(Profiles profile) {
    DriverBench bench = bench(profile);
    bench.operate(READ_CONTEXT);
    if (profile.hasObjects()) {
      bench.succeeds(bench.frames.createObject(1, GET));
    }
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 0));
    bench.isDone(READ_CONTEXT, FIRST);

    bench.operate(READ_CONTEXT);
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(SECOND, 0));
    bench.isDone(READ_CONTEXT, SECOND);
    bench.isQuiet();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"VIRTIO_1_4", "PRECURSOR"})
  void should_read_on_while_something_remains(Profiles profile) {
    DriverBench bench = bench(profile);
    bench.operate(READ_CONTEXT);
    bench.succeeds(bench.frames.size(1));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST, 24));
    bench.exchange(bench.frames.read(1), bench.piece(Bytes.EMPTY, 24));
    bench.exchange(bench.frames.read(1), bench.piece(SECOND, 16));
    bench.exchange(bench.frames.read(1), bench.piece(FIRST.plus(SECOND), 0));
    bench.isDone(READ_CONTEXT, FIRST.plus(SECOND).plus(FIRST).plus(SECOND));
    bench.isQuiet();
    assertThat(bench.host.all(CommandCompleted.class).stream().map(each -> each.result().size()))
        .as("what is kept of results: each piece but the last, with its header")
        .containsExactly(0, 16, 8, 16, 0);
  }

  @ParameterizedTest
  @EnumSource
  void should_write_what_it_was_given_and_record_it_once(Profiles profile) {
    DriverBench bench = bench(profile);
    bench.operate(WRITE_CONTEXT, FIRST);
    if (profile.hasObjects()) {
      bench.succeeds(bench.frames.createObject(1, SET));
    }
    bench.succeeds(bench.frames.write(1, FIRST));
    bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);

    bench.operate(WRITE_CONTEXT, SECOND);
    bench.succeeds(bench.frames.write(1, SECOND));
    bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);
    bench.isQuiet();
    assertThat(
            bench.host.all(CommandSubmitted.class).stream()
                .map(CommandSubmitted::content)
                .filter(content -> content.size() > 0))
        .containsExactly(FIRST, SECOND);
  }

  @ParameterizedTest
  @EnumSource
  void should_discard_what_a_device_has_kept(Profiles profile) {
    DriverBench bench = bench(profile);
    bench.operate(DISCARD_CONTEXT);
    if (!profile.hasObjects() && !profile.hasWindows()) {
      bench.succeeds(bench.frames.discard(1));
    }
    bench.isDone(DISCARD_CONTEXT, Bytes.EMPTY);
    bench.isQuiet();
  }

  @Test
  void should_tell_which_command_goes_on_with_which() {
    DriverBench bench = bench(Profiles.VIRTIO_1_4);
    bench.operate(READ_CONTEXT);
    bench.operate(WRITE_CONTEXT, FIRST);
    CommandFrames second = bench.frames.through(1);
    bench.succeeds(bench.frames.createObject(1, GET));
    bench.succeeds(second.createObject(1, SET));
    bench.succeeds(bench.frames.size(1));
    bench.succeeds(second.write(1, FIRST));
    bench.exchange(bench.frames.read(1), bench.piece(SECOND, 0));
    assertThat(bench.host.all(CommandSubmitted.class).stream().map(CommandSubmitted::after))
        .containsExactly(0L, 0L, 1L, 2L, 3L);
  }

  @Test
  void should_destroy_the_objects_of_a_member_that_works_again_without_waiting_for_it() {
    DriverBench bench = bench(Profiles.VIRTIO_1_4);
    bench.operate(WRITE_CONTEXT, FIRST);
    bench.succeeds(bench.frames.createObject(1, SET));
    bench.succeeds(bench.frames.write(1, FIRST));
    bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);
    CommandFrames second = bench.frames.through(1);
    bench.operate(READ_CONTEXT);
    bench.succeeds(second.createObject(1, GET));
    bench.succeeds(second.size(1));
    bench.exchange(second.read(1), bench.piece(FIRST, 0));
    bench.isDone(READ_CONTEXT, FIRST);

    bench.operate(ACTIVATE);
    bench.isDone(ACTIVATE, Bytes.EMPTY);
    bench.succeeds(second.destroyObject(1));
    bench.succeeds(bench.frames.destroyObject(1));
    bench.isQuiet();

    bench.operate(READ_CONTEXT);
    bench.sends(bench.frames.createObject(1, GET));
  }

  @Test
  void should_change_modes_past_the_queue_in_band() {
    DriverBench bench = bench(Profiles.STATUS_BIT);
    bench.operate(STOP);
    bench.shows(bench.writes(bench.mode("suspended")), true);
    bench.isDone(STOP, Bytes.EMPTY);
    bench.operate(FREEZE);
    bench.isDone(FREEZE, Bytes.EMPTY);
    bench.operate(ACTIVATE);
    bench.shows(bench.writes(bench.mode("running")), true);
    bench.isDone(ACTIVATE, Bytes.EMPTY);
    bench.isQuiet();
  }
}
