package io.godwit.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage.ResetFunction;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Twins;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.ReservationRefused;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.hypervisor.HypervisorAnswer.RequestRefused;
import io.godwit.model.hypervisor.HypervisorAnswer.RoomReleased;
import io.godwit.model.hypervisor.HypervisorAnswer.RoomReserved;
import io.godwit.model.hypervisor.HypervisorAnswer.VmDescribed;
import io.godwit.model.hypervisor.HypervisorMessage.Boot;
import io.godwit.model.hypervisor.HypervisorMessage.DescribeVm;
import io.godwit.model.hypervisor.HypervisorMessage.LosePower;
import io.godwit.model.hypervisor.HypervisorMessage.ReleaseRoom;
import io.godwit.model.hypervisor.HypervisorMessage.RemoveVm;
import io.godwit.model.hypervisor.HypervisorMessage.ReserveRoom;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.hypervisor.HypervisorMessage.StartVcpus;
import io.godwit.model.hypervisor.HypervisorMessage.StopVcpus;
import io.godwit.model.hypervisor.HypervisorMessage.VcpusSettled;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may come to a host, who stands and who leaves it; each host is recovered all the time. */
class HypervisorTest {

  private static final EntityId SELF = EntityId.hypervisor("h");
  private static final EntityId ARRIVING = EntityId.migration("plan-0/db");
  private static final EntityId OTHER = EntityId.migration("plan-0/cache");
  private static final EntityId LEAVING = EntityId.migration("plan-0/web");

  private final Twins<HypervisorState> host =
      Twins.of(() -> Hosts.host(Protocol.of(Profiles.SEED_2023)));

  private List<Message> tell(EntityId from, Message message) {
    return host.when(from, message).stream().map(Outgoing::message).toList();
  }

  @Test
  void should_say_what_is_there_before_anything_else() {
    tell(LEAVING, new DescribeVm("web"));
    assertThat(host.events())
        .containsExactly(
            new HypervisorStarted(ByteCount.ofGib(8), ByteCount.ofGib(2), List.of("web")));
    tell(LEAVING, new DescribeVm("web"));
    assertThat(host.events()).isEmpty();
  }

  @Test
  void should_describe_a_guest_that_lives_here_and_refuse_any_other() {
    assertThat(tell(LEAVING, new DescribeVm("web")))
        .containsExactly(new VmDescribed("web", List.of("h/net0/1", "h/net0/2")));
    assertThat(tell(LEAVING, new DescribeVm("db")))
        .containsExactly(new RequestRefused("db does not run on h"));
  }

  @Test
  void should_keep_room_with_the_lowest_members_that_are_free() {
    assertThat(tell(ARRIVING, new ReserveRoom(Hosts.vm("db", 6, 1))))
        .containsExactly(new RoomReserved(List.of("h/net0/3")));
    assertThat(host.all(ReservationMade.class))
        .containsExactly(
            new ReservationMade("plan-0/db", "db", ByteCount.ofGib(6), List.of("h/net0/3")));
  }

  @Test
  void should_refuse_with_numbers_when_memory_is_short_by_a_guest_that_is_only_expected() {
    tell(ARRIVING, new ReserveRoom(Hosts.vm("db", 4, 0)));
    String reason = "h has 2.0 GiB free of 8.0 GiB, and cache needs 3.0 GiB";
    assertThat(tell(OTHER, new ReserveRoom(Hosts.vm("cache", 3, 0))))
        .containsExactly(new RequestRefused(reason));
    assertThat(host.events())
        .containsExactly(new ReservationRefused("plan-0/cache", "cache", reason));
  }

  @Test
  void should_refuse_with_numbers_when_members_are_short() {
    String reason = "h has 1 free of the 2 members of net0 that db needs";
    assertThat(tell(ARRIVING, new ReserveRoom(Hosts.vm("db", 1, 2))))
        .containsExactly(new RequestRefused(reason));
    assertThat(host.all(ReservationRefused.class))
        .containsExactly(new ReservationRefused("plan-0/db", "db", reason));
  }

  @Test
  void should_give_room_back_and_reset_its_members() {
    tell(ARRIVING, new ReserveRoom(Hosts.vm("db", 6, 1)));
    assertThat(tell(ARRIVING, new ReleaseRoom()))
        .containsExactly(new ResetFunction("reservation released"), new RoomReleased());
    assertThat(host.events()).containsExactly(new ReservationReleased("plan-0/db", "db"));
    assertThat(tell(OTHER, new ReserveRoom(Hosts.vm("cache", 6, 1))))
        .containsExactly(new RoomReserved(List.of("h/net0/3")));
  }

  @Test
  void should_have_nothing_to_give_back_where_nothing_was_reserved() {
    assertThat(tell(ARRIVING, new ReleaseRoom())).containsExactly(new RoomReleased());
    assertThat(host.all(ReservationReleased.class)).isEmpty();
  }

  @Test
  void should_stop_and_start_a_guest_that_stays() {
    settle(LEAVING, new StopVcpus("web", 1, Side.SOURCE), Hosts.VCPU_STOP, false);
    assertThat(host.events()).containsExactly(new HypervisorEvent.VcpusStopped("web"));
    settle(LEAVING, new StartVcpus("web"), Hosts.VCPU_START, true);
    assertThat(host.events()).containsExactly(new HypervisorEvent.VcpusStarted("web"));
    assertThat(tell(LEAVING, new DescribeVm("web")).get(0)).isInstanceOf(VmDescribed.class);
  }

  /** Asks for it, waits as long as it takes, and hears of it. */
  private void settle(EntityId migration, Message asked, SimDuration takes, boolean runs) {
    String vm = "web";
    List<Outgoing> sent = host.when(migration, asked);
    var settled = new VcpusSettled(vm, runs, migration.name());
    assertThat(sent).containsExactly(new Outgoing(SELF, takes, settled));
    host.after(takes);
    assertThat(tell(SELF, settled))
        .containsExactly(
            runs ? new HypervisorAnswer.VcpusStarted(vm) : new HypervisorAnswer.VcpusStopped(vm));
  }

  @Test
  void should_let_an_expected_guest_live_here_once_it_runs() {
    tell(ARRIVING, new ReserveRoom(Hosts.vm("db", 6, 1)));
    tell(SELF, new VcpusSettled("db", true, "plan-0/db"));
    assertThat(tell(OTHER, new DescribeVm("db")))
        .containsExactly(new VmDescribed("db", List.of("h/net0/3")));
    assertThat(tell(ARRIVING, new ReleaseRoom())).containsExactly(new RoomReleased());
    assertThat(host.all(ReservationReleased.class)).isEmpty();
  }

  @Test
  void should_have_room_again_and_reset_the_members_when_a_guest_has_left() {
    assertThat(tell(LEAVING, new RemoveVm("web")))
        .containsExactly(
            new ResetFunction("guest left"),
            new ResetFunction("guest left"),
            new HypervisorAnswer.VmRemoved("web"));
    assertThat(tell(ARRIVING, new ReserveRoom(Hosts.vm("db", 8, 3))))
        .containsExactly(new RoomReserved(List.of("h/net0/1", "h/net0/2", "h/net0/3")));
  }

  @Test
  void should_refuse_what_is_asked_of_a_guest_that_is_not_here() {
    tell(LEAVING, new DescribeVm("web"));
    for (Message asked :
        List.of(new RemoveVm("db"), new StartVcpus("db"), new StopVcpus("db", 1, Side.SOURCE))) {
      assertThat(tell(LEAVING, asked)).containsExactly(new RequestRefused("db is not on h"));
      assertThat(host.events()).isEmpty();
    }
  }

  @Test
  void should_change_nothing_when_a_member_says_that_its_reset_is_over() {
    tell(LEAVING, new DescribeVm("web"));
    assertThat(tell(EntityId.member("h/net0/1"), new DriverMessage.FunctionReset())).isEmpty();
    assertThat(host.events()).isEmpty();
  }

  /** Without power nothing is heard of a device, however long the host stays down. */
  @Test
  void should_reset_its_members_when_it_loses_its_power_and_when_it_boots() {
    tell(ARRIVING, new ReserveRoom(Hosts.vm("db", 2, 1)));
    List<Outgoing> crashed = host.when(SELF, new LosePower());
    assertThat(resets(crashed, "host crashed")).containsExactly("h/net0/1", "h/net0/2", "h/net0/3");
    assertThat(resets(crashed, "host booted")).isEmpty();
    host.after(SimDuration.ofSeconds(60));
    List<Outgoing> booted = host.when(SELF, new Boot());
    assertThat(resets(booted, "host booted")).containsExactly("h/net0/1", "h/net0/2", "h/net0/3");
    assertThat(host.when(SELF, new Boot())).isEmpty();
  }

  private static List<String> resets(List<Outgoing> sent, String cause) {
    return sent.stream()
        .filter(out -> out.message().equals(new ResetFunction(cause)))
        .map(out -> out.to().name())
        .toList();
  }

  @Test
  void should_take_a_message_to_somebody_else_for_a_bug() {
    assertThatThrownBy(() -> tell(LEAVING, new OwnerMessage.OwnerBack(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OwnerBack");
  }
}
