package io.godwit.model.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.Hypervisor;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.member.MemberBench;
import io.godwit.model.owner.OwnerDevice;
import io.godwit.model.owner.OwnerSettings;
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
import io.godwit.model.virtio.ContextField;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A status register has the mode of a member (facts/virtio.md B.6): nothing goes by its owner. */
class InBandTest {

  private static final Protocol PROTOCOL = Protocol.of(Profiles.STATUS_BIT);
  private static final String MEMBER = "h/net0/1";
  private static final EntityId HOST = EntityId.hypervisor("h");
  private static final EntityId MIGRATION = EntityId.migration("m");
  private static final int NEEDS_RESET = 0x40;

  private static final OwnerSettings OWNER = owner(PROTOCOL);

  private static OwnerSettings owner(Protocol protocol) {
    return new OwnerSettings(
        protocol,
        64,
        1,
        64,
        4,
        PcieLink.parse("gen4 x8").orElseThrow(),
        255,
        OwnerSettings.ServiceTimes.ASSUMED);
  }

  private final MemberBench member = new MemberBench(PROTOCOL, true);
  private final DeviceHarness<?> hypervisor =
      new DeviceHarness<>(
          new Hypervisor(
              "h",
              new HostSettings(
                  ByteCount.ofGib(64),
                  List.of(new HostSettings.OwnerSlot("net0", OWNER)),
                  SimDuration.ZERO,
                  SimDuration.ZERO,
                  SimDuration.ZERO,
                  SimDuration.ofMicros(10)),
              Map.of(),
              1));

  /** What the migration hears; nobody else than the hypervisor and the member has a part in it. */
  private Message operate(DeviceOperation operation) {
    var due =
        new ArrayDeque<>(
            hypervisor
                .tell(MIGRATION, new OperateDevice(MEMBER, operation, Bytes.EMPTY))
                .outgoing());
    while (due.peek().to().kind() != EntityKind.MIGRATION) {
      Outgoing next = due.poll();
      hypervisor.later(next.delay());
      member.member.later(next.delay());
      boolean toMember = next.to().kind() == EntityKind.MEMBER;
      assertThat(next.to()).isEqualTo(toMember ? EntityId.member(MEMBER) : HOST);
      due.addAll((toMember ? member.member : hypervisor).tell(HOST, next.message()).outgoing());
    }
    return due.poll().message();
  }

  @Test
  void should_change_modes_past_the_owner_and_see_it_at_the_next_look() {
    assertThat(operate(DeviceOperation.STOP)).isInstanceOf(DeviceOperated.class);
    assertThat(hypervisor.last(StatusWritten.class).mode()).isEqualTo("suspended");
    assertThat(member.mode().word()).isEqualTo("suspended");
    StatusSeen seen = hypervisor.last(StatusSeen.class);
    assertThat(seen.status()).isEqualTo("suspended");
    // 5 ms to stop and 0.3 ms for what is in flight: the look after 6 ms is the first to show it.
    assertThat(seen.latency()).isEqualTo(SimDuration.ofNanos(6_000_850));

    assertThat(operate(DeviceOperation.ACTIVATE)).isInstanceOf(DeviceOperated.class);
    assertThat(member.mode().word()).isEqualTo("running");
    assertThat(hypervisor.last(StatusSeen.class).latency())
        .isEqualTo(SimDuration.ofNanos(10_000_850));
  }

  @Test
  void should_show_that_a_device_needs_a_reset_when_it_fails() {
    member.strike(new Access.Strike.Fail(AdminStatus.EINVAL, AdminQualifier.INVALID_FIELD));
    DeviceRefused refused = (DeviceRefused) operate(DeviceOperation.STOP);
    assertThat(refused.status()).isEqualTo(AdminStatus.EIO);
    assertThat(hypervisor.last(StatusSeen.class).status()).isEqualTo("needs-reset");
    assertThat(member.mode().word()).isEqualTo("running");
    assertThat(status() & NEEDS_RESET).isEqualTo(NEEDS_RESET);

    Outgoing ready = member.member.tell(HOST, new MemberMessage.GuestRuns()).outgoing().get(0);
    member.member.later(ready.delay());
    member.member.tell(ready.to(), ready.message());
    assertThat(status()).as("taken into use again by its guest's driver").isEqualTo(0x0f);
  }

  /** Of the common configuration, at offset 20. */
  private int status() {
    return member.member.state.fields().stream()
        .filter(field -> field.type() == ContextField.COMMON_CONFIG)
        .mapToInt(field -> field.value().at(20))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void should_leave_the_owner_without_commands_for_modes() {
    assertThat(ask(Protocol.of(Profiles.SEED_2023)).ok()).isTrue();
    AdminResult refused = ask(PROTOCOL);
    assertThat(refused.status()).isEqualTo(AdminStatus.EINVAL);
    assertThat(refused.qualifier()).isEqualTo(AdminQualifier.INVALID_OPCODE);
  }

  /** An owner that speaks {@code protocol}, with members that answer that all is well. */
  private static AdminResult ask(Protocol protocol) {
    var owner = new DeviceHarness<>(new OwnerDevice("h/net0", owner(protocol)));
    AdminCommand command = new CommandFrames(protocol).setMode(1, protocol.modes().modes().get(1));
    var due =
        new ArrayDeque<>(
            owner.tell(HOST, new OwnerMessage.RingDoorbell(1, command.encode())).outgoing());
    while (!(due.peek().message() instanceof DriverMessage.Interrupt)) {
      Message next = due.poll().message();
      Message told =
          next instanceof MemberMessage.Execute execute
              ? new OwnerMessage.Executed(
                  execute.ticket(), 0, 0, Bytes.EMPTY, ByteCount.ZERO, false)
              : next;
      due.addAll(owner.tell(HOST, told).outgoing());
    }
    return AdminResult.decode(((DriverMessage.Interrupt) due.poll().message()).result());
  }
}
