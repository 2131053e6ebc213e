package io.godwit.model.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.bench.DeviceHarness;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An owner that speaks virtio 1.4: objects, capabilities, and what a reset does to them. */
class OwnerProfileTest {

  private static final EntityId HOST = EntityId.hypervisor("h");
  private static final CommandFrames FRAMES = new CommandFrames(Protocol.of(Profiles.VIRTIO_1_4));

  private final DeviceHarness<OwnerState> owner =
      new DeviceHarness<>(
          new OwnerDevice(
              "h/net0",
              new OwnerSettings(
                  Protocol.of(Profiles.VIRTIO_1_4),
                  64,
                  1,
                  64,
                  4,
                  PcieLink.parse("gen4 x8").orElseThrow(),
                  3,
                  OwnerSettings.ServiceTimes.ASSUMED)));

  private long commands;

  /** Members answer at once that all is well. */
  private List<AdminResult> run(List<Outgoing> first) {
    var due = new ArrayDeque<>(first);
    var results = new ArrayList<AdminResult>();
    while (!due.isEmpty()) {
      Outgoing next = due.poll();
      owner.now = owner.now.plus(next.delay());
      if (next.message() instanceof DriverMessage.Interrupt interrupt) {
        results.add(AdminResult.decode(interrupt.result()));
      } else if (next.message() instanceof MemberMessage.Execute execute) {
        var done =
            new OwnerMessage.Executed(execute.ticket(), 0, 0, Bytes.EMPTY, ByteCount.ZERO, false);
        due.addAll(owner.tell(next.to(), done).outgoing());
      } else if (next.message() instanceof OwnerMessage) {
        due.addAll(owner.tell(DeviceHarness.OWNER, next.message()).outgoing());
      }
    }
    return results;
  }

  private AdminResult ask(AdminCommand command) {
    return run(owner
            .tell(HOST, new OwnerMessage.RingDoorbell(++commands, command.encode()))
            .outgoing())
        .get(0);
  }

  @Test
  void should_want_an_object_of_that_member_and_direction_for_parts() {
    assertThat(ask(FRAMES.read(1)).status()).isEqualTo(AdminStatus.ENXIO);
    assertThat(ask(FRAMES.createObject(1, CommandFrames.GET)).ok()).isTrue();
    assertThat(ask(FRAMES.read(1)).ok()).isTrue();
    assertThat(ask(FRAMES.read(2)).status()).isEqualTo(AdminStatus.ENXIO);
    assertThat(ask(FRAMES.write(1, Bytes.EMPTY)).status()).isEqualTo(AdminStatus.EINVAL);
    assertThat(ask(FRAMES.createObject(1, CommandFrames.GET)).status())
        .isEqualTo(AdminStatus.EEXIST);
    assertThat(ask(FRAMES.destroyObject(1)).ok()).isTrue();
    assertThat(ask(FRAMES.destroyObject(1)).status()).isEqualTo(AdminStatus.ENXIO);
  }

  @Test
  void should_have_no_more_objects_than_its_capability_says() {
    for (int member = 1; member <= 3; member++) {
      CommandFrames next = FRAMES.through(member - 1);
      assertThat(ask(next.createObject(member, CommandFrames.SET)).ok()).isTrue();
    }
    AdminResult beyond = ask(FRAMES.through(3).createObject(4, CommandFrames.GET));
    assertThat(beyond).isEqualTo(AdminResult.invalid(AdminQualifier.INVALID_FIELD));
    Bytes limits = ask(new AdminCommand(0x8, AdminCommand.GROUP_SELF, 0, Bytes.EMPTY)).result();
    assertThat(limits.at(0)).isEqualTo((byte) 3);
  }

  @Test
  void should_answer_capabilities_only_about_itself() {
    var wrong = new AdminCommand(0x7, AdminCommand.GROUP_SRIOV, 1, Bytes.EMPTY);
    assertThat(ask(wrong).qualifier()).isEqualTo(AdminQualifier.INVALID_OPCODE);
    var right = new AdminCommand(0x7, AdminCommand.GROUP_SELF, 0, Bytes.EMPTY);
    assertThat(ask(right).ok()).isTrue();
  }

  @Test
  void should_fail_what_is_outstanding_and_lose_its_objects_when_it_is_reset() {
    ask(FRAMES.createObject(1, CommandFrames.GET));
    var outstanding =
        new ArrayList<>(
            owner
                .tell(HOST, new OwnerMessage.RingDoorbell(++commands, FRAMES.read(1).encode()))
                .outgoing());
    var reset = new OwnerMessage.DisturbOwner(Disturbance.PF_FLR, SimDuration.ofMillis(30));
    outstanding.addAll(0, owner.tell(HOST, reset).outgoing());

    assertThat(run(outstanding)).extracting(AdminResult::status).containsExactly(AdminStatus.EIO);
    assertThat(owner.last(OwnerDisturbed.class).kind()).isEqualTo(Disturbance.PF_FLR.word());
    assertThat(owner.last(OwnerRestored.class).objects()).isZero();
    assertThat(ask(FRAMES.read(1)).status()).isEqualTo(AdminStatus.ENXIO);
  }

  @Test
  void should_know_no_group_of_members_that_are_turned_off() {
    var disable = new OwnerMessage.DisturbOwner(Disturbance.VF_DISABLE, SimDuration.ofMillis(30));
    owner.tell(HOST, disable);
    AdminResult result = ask(FRAMES.createObject(1, CommandFrames.GET));
    assertThat(result.qualifier()).isEqualTo(AdminQualifier.INVALID_GROUP);
  }
}
