package io.godwit.model.fleet;

import static io.godwit.model.fleet.Ground.WIDE;
import static io.godwit.model.fleet.Ground.host;
import static io.godwit.model.fleet.Ground.migration;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.FleetEvent.GuestArrived;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.GuestLeaving;
import io.godwit.model.event.FleetEvent.GuestRefused;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.fleet.FleetMessage.AdmitNext;
import io.godwit.model.fleet.FleetMessage.ArrivalDue;
import io.godwit.model.fleet.FleetMessage.BeginPlan;
import io.godwit.model.fleet.FleetMessage.DepartureDue;
import io.godwit.model.hypervisor.HypervisorMessage.CreateVm;
import io.godwit.model.hypervisor.HypervisorMessage.DestroyVm;
import io.godwit.model.hypervisor.HypervisorReport.CreationRefused;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.Outcome;
import io.godwit.model.topology.HostRange;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Guests come to where there is room, and leave when nothing moves them. */
class ReceptionTest {

  private static final VmSpec JOB = new VmSpec("job-0", ByteCount.ofGib(40), List.of());
  private static final VmSpec NEXT = new VmSpec("job-1", ByteCount.ofGib(40), List.of());
  private static final SimDuration HOUR = SimDuration.ofSeconds(3_600);

  /** Host 0 has 32 GiB of 64 in use, host 1 is empty. */
  private static Scene<FleetState> scene() {
    var jobs =
        new Arrivals(
            "job",
            new HostRange(0, 2),
            Placements.LEAST_LOADED,
            List.of(
                new Arrivals.Coming(JOB, SimTime.ZERO), new Arrivals.Coming(NEXT, SimTime.ZERO)));
    return Ground.of(2)
        .guest("a", 0, 32)
        .plan(new Drain(host(0), 0, 0, false), WIDE)
        .turnover(new Turnover(List.of(jobs), Map.of("job-0", HOUR, "a", HOUR)))
        .scene();
  }

  private static Scene<FleetState> tell(Scene<FleetState> scene, FleetMessage message) {
    return scene.recovered().when(EntityId.fleet(), message).recovered();
  }

  private static boolean sends(Scene<FleetState> scene, int host, Object message) {
    return scene.outgoing().stream()
        .filter(each -> each.to().equals(EntityId.hypervisor(host(host))))
        .map(Outgoing::message)
        .anyMatch(message::equals);
  }

  @Test
  void should_give_a_guest_the_emptiest_host_and_refuse_one_without_room() {
    Scene<FleetState> first = tell(scene(), new ArrivalDue(0, 0));
    assertThat(first.events())
        .contains(new GuestArrived("job", "job-0", host(1), JOB.memory(), List.of()));
    assertThat(sends(first, 1, new CreateVm(JOB))).isTrue();
    assertThat(tell(first, new ArrivalDue(0, 1)).events())
        .contains(
            new GuestRefused(
                "job",
                "job-1",
                "no host can take job-1 (40.0 GiB): of those permitted, 2 without room"));
  }

  @Test
  void should_take_the_room_back_when_the_host_has_less_than_was_believed() {
    Scene<FleetState> refused =
        tell(scene(), new ArrivalDue(0, 0))
            .when(EntityId.hypervisor(host(1)), new CreationRefused("job-0", "full"))
            .recovered();
    assertThat(refused.events()).contains(new GuestRefused("job", "job-0", "full"));
    assertThat(tell(refused, new ArrivalDue(0, 1)).events())
        .contains(new GuestArrived("job", "job-1", host(1), NEXT.memory(), List.of()));
    assertThat(tell(refused, new DepartureDue("job-0")).events()).isEmpty();
  }

  @Test
  void should_let_a_guest_go_that_nothing_moves() {
    Scene<FleetState> gone = tell(tell(scene(), new ArrivalDue(0, 0)), new DepartureDue("job-0"));
    assertThat(gone.events()).containsExactly(new GuestDeparted("job-0", host(1)));
    assertThat(sends(gone, 1, new DestroyVm("job-0"))).isTrue();
  }

  @Test
  void should_cancel_what_waits_and_let_the_guest_go() {
    Scene<FleetState> begun = tell(scene(), new BeginPlan(0));
    assertThat(tell(begun, new DepartureDue("a")).events())
        .containsSubsequence(
            new GuestLeaving("a"),
            new MigrationCancelled("plan-0/a"),
            new MigrationSettled("plan-0/a", "cancelled", 0),
            new GuestDeparted("a", host(0)));
  }

  /** It left its host before anybody could stop it, and goes from where it is now. */
  @Test
  void should_let_a_guest_go_once_its_migration_has_ended() {
    Scene<FleetState> running = tell(tell(scene(), new BeginPlan(0)), new AdmitNext());
    Scene<FleetState> leaving = tell(running, new DepartureDue("a"));
    assertThat(leaving.events())
        .contains(new GuestLeaving("a"))
        .doesNotContain(new GuestDeparted("a", host(0)));
    assertThat(
            leaving
                .when(migration("plan-0/a"), new AttemptEnded(Outcome.COMPLETED, ""))
                .recovered()
                .events())
        .contains(new GuestDeparted("a", host(1)));
  }
}
