package io.godwit.model.hypervisor;

import static io.godwit.model.hypervisor.DeviceOperation.ACTIVATE;
import static io.godwit.model.hypervisor.DeviceOperation.FREEZE;
import static io.godwit.model.hypervisor.DeviceOperation.READ_CONTEXT;
import static io.godwit.model.hypervisor.DeviceOperation.STOP;
import static io.godwit.model.hypervisor.DeviceOperation.WRITE_CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.entity.Message;
import io.godwit.model.event.HypervisorEvent.VfioDeviceReset;
import io.godwit.model.event.HypervisorEvent.VfioResetDeferred;
import io.godwit.model.event.HypervisorEvent.VfioSessionLost;
import io.godwit.model.event.HypervisorEvent.VfioStateChanged;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.Frontend;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.vfio.VfioStates;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver's commands are in the states of VFIO, and what a guest's reset makes of those. */
class VfioFrontendTest {

  private final DriverBench bench =
      new DriverBench(Protocol.of(Profiles.SEED_2023).with(Frontend.VFIO));

  private void read() {
    bench.operate(READ_CONTEXT);
    bench.exchange(bench.frames.size(1), AdminResult.success(Bytes.ofHex("00".repeat(8))));
    bench.exchange(bench.frames.read(1), AdminResult.success(Bytes.ofHex("00".repeat(8))));
  }

  private void mode(DeviceOperation operation, String mode) {
    bench.operate(operation);
    bench.succeeds(bench.frames.setMode(1, bench.mode(mode)));
    bench.isDone(operation, Bytes.EMPTY);
  }

  private void resetByItsGuest() {
    cameBack(true);
  }

  private void cameBack(boolean function) {
    bench.tell(
        EntityId.member(DriverBench.MEMBER),
        new DriverMessage.DeviceCameBack(DriverBench.MEMBER, function));
  }

  private Iterable<String> states() {
    return bench.host.all(VfioStateChanged.class).stream().map(VfioStateChanged::to).toList();
  }

  @Test
  void should_bring_a_source_through_pre_copy_to_stop_copy() {
    read();
    bench.isDone(READ_CONTEXT, Bytes.EMPTY);
    mode(STOP, "stop");
    mode(FREEZE, "freeze");
    assertThat(states()).containsExactly("PRE_COPY", "PRE_COPY_P2P", "STOP_COPY");
  }

  @Test
  void should_bring_a_destination_through_resuming_to_running() {
    mode(FREEZE, "freeze");
    bench.operate(WRITE_CONTEXT, Bytes.ofHex("00"));
    bench.succeeds(bench.frames.write(1, Bytes.ofHex("00")));
    bench.isDone(WRITE_CONTEXT, Bytes.EMPTY);
    mode(ACTIVATE, "active");
    assertThat(states())
        .containsExactly("RUNNING_P2P", "STOP", "RESUMING", "STOP", "RUNNING_P2P", "RUNNING");
  }

  @Test
  void should_lose_its_session_with_a_reset_of_the_function() {
    read();
    bench.isDone(READ_CONTEXT, Bytes.EMPTY);
    resetByItsGuest();
    assertThat(bench.host.all(VfioDeviceReset.class))
        .containsExactly(new VfioDeviceReset(DriverBench.MEMBER, "PRE_COPY", true));
    bench.operate(READ_CONTEXT);
    bench.isRefused(READ_CONTEXT, AdminStatus.EBADF);
    assertThat(bench.host.all(VfioSessionLost.class)).hasSize(1);
    read();
    bench.isDone(READ_CONTEXT, Bytes.EMPTY);
  }

  /** RUNNING to RUNNING_P2P is a command, whatever the device was stopped for before. */
  @Test
  void should_stop_a_device_once_more_that_was_reset() {
    mode(STOP, "stop");
    resetByItsGuest();
    bench.operate(STOP);
    bench.exchange(bench.frames.getMode(1), AdminResult.success(Bytes.ofHex("00")));
    bench.succeeds(bench.frames.setMode(1, bench.mode("stop")));
    bench.isDone(STOP, Bytes.EMPTY);
    assertThat(states()).containsExactly("RUNNING_P2P", "RUNNING_P2P");
  }

  @Test
  void should_put_a_reset_off_until_its_work_is_done() {
    bench.operate(READ_CONTEXT);
    bench.exchange(bench.frames.size(1), AdminResult.success(Bytes.ofHex("00".repeat(8))));
    resetByItsGuest();
    assertThat(bench.host.all(VfioResetDeferred.class)).hasSize(1);
    assertThat(bench.host.all(VfioDeviceReset.class)).isEmpty();
    bench.exchange(bench.frames.read(1), AdminResult.success(Bytes.ofHex("00".repeat(8))));
    bench.isRefused(READ_CONTEXT, AdminStatus.EBADF);
    assertThat(bench.host.all(VfioDeviceReset.class)).hasSize(1);
  }

  /** However a guest goes: what was under way for it leaves the next one's device in RUNNING. */
  @ParameterizedTest
  @ValueSource(strings = {"killed", "removed", "destroyed", "crashed"})
  void should_begin_in_running_whatever_was_under_way_for_the_guest_before(String end) {
    bench.operate(STOP);
    long stop = bench.sends(bench.frames.setMode(1, bench.mode("stop")));
    bench.tell(DriverBench.MIGRATION, ends(end));
    bench.tell(DriverBench.SELF, new HypervisorMessage.Boot());
    bench.answer(stop, AdminResult.success(Bytes.EMPTY));
    resetByItsGuest();
    assertThat(states()).isEmpty();
    bench.tell(DriverBench.MIGRATION, new HypervisorMessage.ReserveRoom(Hosts.vm("db", 2, 1)));
    assertThat(bench.host.state().driver().vfio().of(DriverBench.MEMBER))
        .isEqualTo(VfioStates.RUNNING);
  }

  private static Message ends(String how) {
    return switch (how) {
      case "killed" -> new HypervisorMessage.KillVm("web", "out of memory");
      case "removed" -> new HypervisorMessage.RemoveVm("web");
      case "destroyed" -> new HypervisorMessage.DestroyVm("web");
      default -> new HypervisorMessage.LosePower();
    };
  }

  /** Of a guest that is expected; its undo and its cancellation release its room. */
  @Test
  void should_begin_in_running_after_a_room_was_released() {
    bench.tell(DriverBench.MIGRATION, new HypervisorMessage.RemoveVm("web"));
    bench.tell(DriverBench.MIGRATION, new HypervisorMessage.ReserveRoom(Hosts.vm("db", 2, 1)));
    bench.operate(FREEZE);
    long freeze = bench.sends(bench.frames.setMode(1, bench.mode("freeze")));
    bench.tell(DriverBench.MIGRATION, new HypervisorMessage.ReleaseRoom());
    bench.answer(freeze, AdminResult.success(Bytes.EMPTY));
    bench.isRefused(FREEZE, DeviceJob.RESET_MEANWHILE.status());
    assertThat(states()).isEmpty();
  }

  /** A mode that was set for the guest before may be there, or have gone with the reset. */
  @Test
  void should_ask_for_the_mode_of_a_member_that_was_given_back_while_it_was_set() {
    bench.operate(STOP);
    long stop = bench.sends(bench.frames.setMode(1, bench.mode("stop")));
    bench.tell(DriverBench.MIGRATION, new HypervisorMessage.RemoveVm("web"));
    bench.sends(bench.frames.setMode(1, bench.mode("active")));
    bench.answer(stop, AdminResult.success(Bytes.EMPTY));
    bench.isRefused(STOP, DeviceJob.RESET_MEANWHILE.status());
    bench.tell(DriverBench.MIGRATION, new HypervisorMessage.ReserveRoom(Hosts.vm("db", 2, 1)));
    bench.operate(STOP);
    bench.sends(bench.frames.getMode(1));
  }

  /** A status register is none of the kernel's business (facts/virtio.md E.6, E.7). */
  @Test
  void should_not_hear_of_a_device_that_its_guest_resets_by_its_status() {
    read();
    bench.isDone(READ_CONTEXT, Bytes.EMPTY);
    cameBack(false);
    assertThat(bench.host.all(VfioDeviceReset.class)).isEmpty();
    bench.operate(READ_CONTEXT);
    cameBack(false);
    assertThat(bench.host.all(VfioResetDeferred.class)).isEmpty();
    bench.exchange(bench.frames.size(1), AdminResult.success(Bytes.ofHex("00".repeat(8))));
    bench.exchange(bench.frames.read(1), AdminResult.success(Bytes.ofHex("00".repeat(8))));
    bench.isDone(READ_CONTEXT, Bytes.EMPTY);
  }

  private void resetWithItsOwner() {
    bench.tell(DriverBench.OWNER, new DriverMessage.OwnerCameBack(DriverBench.OWNER.name()));
  }

  @Test
  void should_lose_its_session_with_a_reset_of_its_owner() {
    read();
    bench.isDone(READ_CONTEXT, Bytes.EMPTY);
    resetWithItsOwner();
    assertThat(bench.host.all(VfioDeviceReset.class))
        .containsExactly(new VfioDeviceReset(DriverBench.MEMBER, "PRE_COPY", true));
    resetByItsGuest();
    assertThat(bench.host.all(VfioDeviceReset.class)).hasSize(1);
    bench.operate(READ_CONTEXT);
    bench.isRefused(READ_CONTEXT, AdminStatus.EBADF);
  }

  @Test
  void should_put_a_reset_of_its_owner_off_once_until_its_work_is_done() {
    bench.operate(READ_CONTEXT);
    bench.exchange(bench.frames.size(1), AdminResult.success(Bytes.ofHex("00".repeat(8))));
    resetWithItsOwner();
    resetByItsGuest();
    assertThat(bench.host.all(VfioResetDeferred.class)).hasSize(1);
    bench.exchange(bench.frames.read(1), AdminResult.success(Bytes.ofHex("00".repeat(8))));
    bench.isRefused(READ_CONTEXT, AdminStatus.EBADF);
  }

  @Test
  void should_not_mind_a_reset_of_a_device_that_runs() {
    resetByItsGuest();
    assertThat(bench.host.all(VfioDeviceReset.class)).isEmpty();
    assertThat(states()).isEmpty();
  }
}
