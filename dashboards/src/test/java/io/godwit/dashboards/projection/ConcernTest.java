package io.godwit.dashboards.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.HypervisorEvent.VmCreated;
import io.godwit.model.event.HypervisorEvent.VmRemoved;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcernTest {

  private static final String SOURCE = "pod-0/rack-0/host-0";
  private static final String TARGET = "pod-1/rack-0/host-9";
  private static final EntityId FLEET = EntityId.fleet();
  private static final EntityId OWNER = EntityId.owner(SOURCE + "/net0");
  private static final EntityId HERE = EntityId.member(SOURCE + "/net0/1");
  private static final EntityId THERE = EntityId.member(TARGET + "/net0/4");

  private Concern concern = Concern.ofMigration("plan-0/web-0");

  private boolean accepts(EntityId entity, Event event) {
    return concern.accept(
        new RecordedEvent(1, entity, 1, new Occurrence(new SimTime(1), 1, event)));
  }

  private static CommandSubmitted command(long number, String member, String migration) {
    return new CommandSubmitted(
        number, OWNER.name(), member, "dev-mode-set", "stop", migration, 0, Bytes.EMPTY);
  }

  private static CommandServed served(long number) {
    return new CommandServed(
        1,
        number,
        "dev-mode-set",
        0,
        0,
        ByteCount.of(8),
        ByteCount.ZERO,
        SimDuration.ZERO,
        SimDuration.ZERO);
  }

  private void begin() {
    assertThat(
            accepts(
                FLEET,
                new MigrationPlanned(0, "plan-0/web-0", "web-0", SOURCE, ByteCount.ofGib(1), 1)))
        .isTrue();
    assertThat(accepts(FLEET, new MigrationAdmitted("plan-0/web-0", TARGET, 1))).isTrue();
    assertThat(
            accepts(
                EntityId.migration("plan-0/web-0"),
                new MigrationStarted(
                    "web-0",
                    SOURCE,
                    TARGET,
                    1,
                    ByteCount.ofGib(1),
                    "textbook",
                    "pre-copy",
                    List.of(HERE.name()))))
        .isTrue();
    assertThat(
            accepts(
                EntityId.hypervisor(TARGET),
                new ReservationMade(
                    "plan-0/web-0", "web-0", ByteCount.ofGib(1), List.of(THERE.name()))))
        .isTrue();
  }

  @Test
  void should_follow_devices_while_it_moves_them() {
    var reset = new MemberReset("test");
    assertThat(accepts(HERE, reset)).isFalse();
    begin();
    assertThat(accepts(HERE, reset)).isTrue();
    assertThat(accepts(THERE, reset)).isTrue();
    assertThat(accepts(EntityId.member(SOURCE + "/net0/2"), reset)).isFalse();
    assertThat(accepts(OWNER, new OwnerRestored(0, 1))).isTrue();
    assertThat(accepts(FLEET, new MigrationSettled("plan-0/web-0", "completed", 1))).isTrue();
    assertThat(accepts(HERE, reset)).isFalse();
    assertThat(accepts(THERE, reset)).isFalse();
  }

  @Test
  void should_stay_with_a_guest_where_it_is() {
    concern = Concern.ofGuest("web-0");
    begin();
    assertThat(accepts(FLEET, new MigrationSettled("plan-0/web-0", "completed", 1))).isTrue();
    assertThat(accepts(THERE, new MemberReset("test"))).isTrue();
    assertThat(accepts(HERE, new MemberReset("test"))).isFalse();
  }

  @Test
  void should_know_a_command_by_its_number_on_its_host() {
    begin();
    EntityId source = EntityId.hypervisor(SOURCE);
    assertThat(accepts(source, command(7, HERE.name(), "plan-0/web-0"))).isTrue();
    assertThat(accepts(source, command(8, SOURCE + "/net0/2", "plan-0/web-9"))).isFalse();
    assertThat(accepts(OWNER, served(7))).isTrue();
    assertThat(accepts(OWNER, served(8))).isFalse();
    assertThat(accepts(EntityId.owner(TARGET + "/net0"), served(7))).isFalse();
  }

  @Test
  void should_mind_the_links_on_its_way_and_no_others() {
    begin();
    var none = ByteRate.ZERO;
    assertThat(accepts(FLEET, new LinkChanged(SOURCE + "/tx", none))).isTrue();
    assertThat(accepts(FLEET, new LinkChanged("pod-1/rack-0/up", none))).isTrue();
    assertThat(accepts(FLEET, new LinkChanged("pod-0/uplink-0", none))).isTrue();
    assertThat(accepts(FLEET, new LinkChanged("pod-0/rack-1/up", none))).isFalse();
    assertThat(accepts(FLEET, new LinkChanged("pod-0/rack-0/host-01/tx", none))).isFalse();
  }

  @Test
  void should_have_nothing_to_do_with_the_next_migration_of_its_guest() {
    begin();
    assertThat(accepts(FLEET, new MigrationSettled("plan-0/web-0", "completed", 1))).isTrue();
    var next = new MigrationPlanned(2, "plan-2/web-0", "web-0", TARGET, ByteCount.ofGib(1), 1);
    assertThat(accepts(FLEET, next)).isFalse();
    assertThat(accepts(EntityId.hypervisor(TARGET), new VcpusStopped("web-0"))).isFalse();
    assertThat(accepts(FLEET, new GuestDeparted("web-0", TARGET))).isFalse();
  }

  @Test
  void should_wait_for_a_source_that_lets_go_after_its_end() {
    begin();
    assertThat(accepts(FLEET, new MigrationSettled("plan-0/web-0", "completed", 1))).isTrue();
    assertThat(accepts(EntityId.hypervisor(TARGET), new VmRemoved("web-0"))).isFalse();
    assertThat(accepts(EntityId.hypervisor(SOURCE), new VmRemoved("web-0"))).isTrue();
    assertThat(accepts(EntityId.hypervisor(SOURCE), new VmRemoved("web-0"))).isFalse();
  }

  @Test
  void should_not_take_another_migration_of_its_guest_for_its_own() {
    begin();
    var other =
        new ReservationMade("plan-3/web-0", "web-0", ByteCount.ofGib(1), List.of("x/net0/1"));
    assertThat(accepts(EntityId.hypervisor(SOURCE), other)).isFalse();
    concern = Concern.ofGuest("web-0");
    assertThat(accepts(EntityId.hypervisor(SOURCE), other)).isTrue();
  }

  @Test
  void should_know_the_devices_of_a_guest_that_arrives() {
    concern = Concern.ofGuest("job-0");
    var created = new VmCreated("job-0", ByteCount.ofGib(1), List.of(HERE.name()));
    assertThat(accepts(HERE, new MemberReset("before"))).isFalse();
    assertThat(accepts(EntityId.hypervisor(SOURCE), created)).isTrue();
    assertThat(accepts(HERE, new MemberReset("test"))).isTrue();
  }

  @Test
  void should_leave_the_devices_of_a_guest_that_is_gone_to_the_next() {
    concern = Concern.ofGuest("web-0");
    begin();
    assertThat(accepts(FLEET, new MigrationSettled("plan-0/web-0", "completed", 1))).isTrue();
    EntityId host = EntityId.hypervisor(TARGET);
    assertThat(accepts(host, new HostCrashed(List.of("web-0", "web-5")))).isTrue();
    assertThat(accepts(THERE, new MemberReset("host crashed"))).isTrue();
    assertThat(accepts(THERE, new MemberReset("host booted"))).isFalse();
    assertThat(accepts(EntityId.owner(TARGET + "/net0"), new OwnerRestored(0, 1))).isFalse();
  }

  @Test
  void should_leave_devices_to_whom_they_are_given() {
    concern = Concern.ofGuest("web-0");
    begin();
    assertThat(accepts(FLEET, new MigrationSettled("plan-0/web-0", "completed", 1))).isTrue();
    var given = new VmCreated("job-7", ByteCount.ofGib(1), List.of(THERE.name()));
    assertThat(accepts(EntityId.hypervisor(TARGET), given)).isFalse();
    assertThat(accepts(THERE, new MemberReset("test"))).isFalse();
  }
}
