package io.godwit.model.hypervisor;

import static io.godwit.model.hypervisor.DeviceOperation.ACTIVATE;
import static io.godwit.model.hypervisor.DeviceOperation.FREEZE;
import static io.godwit.model.hypervisor.DeviceOperation.READ_CONTEXT;
import static io.godwit.model.hypervisor.DeviceOperation.STOP;
import static io.godwit.model.hypervisor.DeviceOperation.WRITE_CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.event.HypervisorEvent.VfioDeviceReset;
import io.godwit.model.event.HypervisorEvent.VfioResetDeferred;
import io.godwit.model.event.HypervisorEvent.VfioSessionLost;
import io.godwit.model.event.HypervisorEvent.VfioStateChanged;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.Frontend;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import org.junit.jupiter.api.Test;

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
    bench.tell(
        EntityId.member(DriverBench.MEMBER), new DriverMessage.DeviceCameBack(DriverBench.MEMBER));
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
