package io.godwit.model.fleet;

import static io.godwit.model.fleet.Ground.WIDE;
import static io.godwit.model.fleet.Ground.host;
import static io.godwit.model.fleet.Ground.migration;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Scene;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.GuestArrived;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.GuestRefused;
import io.godwit.model.event.FleetEvent.HostDown;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.MoveAssigned;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.fleet.FleetMessage.AdmitNext;
import io.godwit.model.fleet.FleetMessage.ArrivalDue;
import io.godwit.model.fleet.FleetMessage.BeginPlan;
import io.godwit.model.fleet.FleetMessage.ReturnHosts;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.Outcome;
import io.godwit.model.topology.HostRange;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Guests that are to be together move to one host, whichever plan moves one of them. */
class CompanionsTest {

  private static final Limits ONE = new Limits(1, 1, 1);
  private static final PlanAction DRAIN = new Drain(host(0), 0, 0, false);

  private static GuestTraits together(boolean migratable, List<String> needs) {
    return new GuestTraits(
        migratable, 0, needs, List.of(), Optional.empty(), Optional.of("q"), "", "");
  }

  private static final GuestTraits TOGETHER = together(true, List.of());

  /** Two of 8 GiB each on host 0. */
  private static Ground pair(int hosts) {
    return Ground.of(hosts)
        .guest("b-0", 0, 8)
        .guest("b-1", 0, 8)
        .traits("b-0", TOGETHER)
        .traits("b-1", TOGETHER);
  }

  private static PlanAction migrate(String vm) {
    return new MigrateOne(vm, OptionalInt.empty());
  }

  private static Scene<FleetState> tell(Scene<FleetState> scene, FleetMessage message) {
    return scene.recovered().when(EntityId.fleet(), message).recovered();
  }

  private static Scene<FleetState> begin(Ground ground) {
    return tell(ground.scene(), new BeginPlan(0));
  }

  private static Scene<FleetState> admit(Scene<FleetState> scene) {
    return tell(scene, new AdmitNext());
  }

  private static Scene<FleetState> complete(Scene<FleetState> scene, String migration) {
    return scene
        .recovered()
        .when(migration(migration), new AttemptEnded(Outcome.COMPLETED, "test"))
        .recovered();
  }

  @Test
  void should_move_companions_with_whichever_of_them_is_moved() {
    for (String vm : List.of("b-0", "b-1")) {
      Scene<FleetState> scene = begin(pair(3).guest("c", 1, 1).plan(migrate(vm)));
      assertThat(scene.events()).startsWith(new PlanStarted(0, "migrate", vm, 2));
      admit(scene).thenEvents(new MigrationAdmitted("plan-0/" + vm, host(2), 1));
      String other = vm.equals("b-0") ? "b-1" : "b-0";
      admit(scene).thenEvents(new MigrationAdmitted("plan-0/" + other, host(2), 1));
    }
  }

  @Test
  void should_bring_together_whom_a_failure_has_parted() {
    Ground ground = pair(3).plan(migrate("b-0")).plan(migrate("b-0")).attempts(1);
    Scene<FleetState> scene = complete(admit(admit(begin(ground))), "plan-0/b-0");
    scene
        .recovered()
        .when(migration("plan-0/b-1"), new AttemptEnded(Outcome.ROLLED_BACK, "test"))
        .recovered();
    assertThat(scene.events()).contains(new MigrationSettled("plan-0/b-1", "rolled-back", 1));
    assertThat(tell(scene, new BeginPlan(1)).events())
        .startsWith(new PlanStarted(1, "migrate", "b-0", 1));
    admit(scene).thenEvents(new MigrationAdmitted("plan-1/b-0", host(0), 1));
  }

  @Test
  void should_move_nobody_whose_companion_cannot_move() {
    Ground ground =
        pair(2).traits("b-1", together(false, List.of())).plan(migrate("b-0")).plan(DRAIN);
    Scene<FleetState> scene = begin(ground);
    assertThat(scene.events())
        .contains(
            new RequestRefused(
                0, "b-0", "b-0 stays with b-1, its companion, which is not migratable"));
    assertThat(tell(scene, new BeginPlan(1)).events())
        .contains(
            new GuestLeft(1, "b-0", host(0), "its companion b-1 is not migratable"),
            new GuestLeft(1, "b-1", host(0), "not migratable"));
  }

  /** Host 1 is the emptiest, and has not what the second needs. */
  @Test
  void should_go_only_to_a_host_that_can_have_all() {
    var kinds =
        new HostKinds(List.of(labelled(List.of("gpu")), labelled(List.of())), new int[] {0, 1, 0});
    Ground ground =
        pair(3).kinds(kinds).guest("c", 2, 1).traits("b-1", together(true, List.of("gpu")));
    admit(begin(ground.plan(DRAIN))).thenEvents(new MigrationAdmitted("plan-0/b-0", host(2), 1));
  }

  /**
   * Host 1 has 40 GiB free, host 2 none: one that is as large would take the place of the second.
   */
  @Test
  void should_keep_room_for_whoever_is_to_follow() {
    Ground ground =
        Ground.of(3)
            .guest("b-0", 0, 20)
            .guest("p", 0, 20)
            .guest("b-1", 0, 20)
            .guest("c", 1, 24)
            .guest("d", 2, 60)
            .traits("b-0", TOGETHER)
            .traits("b-1", TOGETHER)
            .attempts(1)
            .plan(DRAIN, ONE);
    Scene<FleetState> scene = complete(admit(begin(ground)), "plan-0/b-0");
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/b-1", host(1), 1));
    Scene<FleetState> cancelled =
        complete(admit(begin(ground.plan(new CancelOne("b-1")))), "plan-0/b-0");
    tell(cancelled, new BeginPlan(1));
    admit(cancelled).thenEvents(new MigrationAdmitted("plan-0/p", host(1), 1));
  }

  private static HostKind labelled(List<String> labels) {
    return new HostKind(
        "kind",
        ByteCount.ofGib(64),
        HostKind.ANY,
        labels,
        List.of(),
        100,
        0,
        Optional.empty(),
        0,
        Optional.empty());
  }

  private static PlanAction rebalance(int hosts) {
    return new Rebalance("all", new HostRange(0, hosts), Balances.MEMORY, 5);
  }

  @Test
  void should_even_out_by_all_companions_or_none() {
    assertThat(begin(pair(2).plan(rebalance(2))).events())
        .contains(new PlanStarted(0, "rebalance", "all", 0));
    Ground heavy = pair(2).guest("c", 0, 16).guest("d", 0, 1).plan(rebalance(2));
    assertThat(begin(heavy).events())
        .contains(
            new PlanStarted(0, "rebalance", "all", 2),
            new MoveAssigned(0, "b-0", host(1)),
            new MoveAssigned(0, "b-1", host(1)));
    Ground held = pair(2).traits("b-0", together(false, List.of())).guest("c", 0, 16);
    assertThat(begin(held.plan(rebalance(2))).events())
        .contains(new PlanStarted(0, "rebalance", "all", 1), new MoveAssigned(0, "c", host(1)));
  }

  /** They weigh as much as each other, and are counted once: the rest stays where it is. */
  @Test
  void should_weigh_companions_once() {
    for (int rest : List.of(16, 24, 32, 40)) {
      List<Event> events = begin(pair(3).guest("c", 0, rest).plan(rebalance(3))).events();
      assertThat(events.stream().filter(MoveAssigned.class::isInstance).toList())
          .as("beside %d GiB", rest)
          .doesNotHaveDuplicates()
          .extracting(event -> ((MoveAssigned) event).vm())
          .doesNotHaveDuplicates();
    }
  }

  private static Ground withNewcomer(Ground ground) {
    var vm = new VmSpec("b-2", ByteCount.ofGib(8), List.of());
    var late =
        new Arrivals(
            "b",
            new HostRange(0, 3),
            Placements.LEAST_LOADED,
            List.of(new Arrivals.Coming(vm, SimTime.ZERO)));
    return ground
        .traits("b-2", TOGETHER)
        .turnover(new Turnover(List.of(late), new LinkedHashMap<>()));
  }

  private static GuestArrived arrivesAt(int host) {
    return new GuestArrived("b", "b-2", host(host), ByteCount.ofGib(8), List.of());
  }

  @Test
  void should_lead_newcomers_to_where_their_companions_will_be() {
    Ground ground = withNewcomer(pair(3).guest("c", 1, 1).plan(migrate("b-0"), ONE));
    assertThat(tell(ground.scene(), new ArrivalDue(0, 0)).events()).contains(arrivesAt(0));
    assertThat(tell(begin(ground), new ArrivalDue(0, 0)).events()).contains(arrivesAt(2));
    assertThat(tell(admit(begin(ground)), new ArrivalDue(0, 0)).events()).contains(arrivesAt(2));
    Scene<FleetState> half = complete(admit(begin(ground)), "plan-0/b-0");
    assertThat(tell(half, new ArrivalDue(0, 0)).events()).contains(arrivesAt(2));
    Ground full = withNewcomer(pair(3).guest("c", 1, 50).guest("d", 2, 50).plan(migrate("b-0")));
    assertThat(tell(begin(full), new ArrivalDue(0, 0)).events().get(0))
        .isInstanceOf(GuestRefused.class);
  }

  @Test
  void should_cancel_the_migrations_of_all_companions() {
    Scene<FleetState> scene = begin(pair(2).plan(DRAIN).plan(new CancelOne("b-1")));
    assertThat(tell(scene, new BeginPlan(1)).events())
        .contains(
            new MigrationSettled("plan-0/b-0", "cancelled", 0),
            new MigrationSettled("plan-0/b-1", "cancelled", 0));
  }

  @Test
  void should_take_home_whoever_has_come_to_them_meanwhile() {
    var upgrade =
        new Upgrade(
            host(0),
            0,
            0,
            1,
            SimDuration.ofSeconds(10),
            Optional.empty(),
            OptionalInt.empty(),
            true);
    Scene<FleetState> away = admit(admit(begin(withNewcomer(pair(3).plan(upgrade, WIDE)))));
    complete(complete(away, "plan-0/b-0"), "plan-0/b-1");
    assertThat(away.events()).contains(new HostDown(0, host(0)));
    assertThat(tell(away, new ArrivalDue(0, 0)).events()).contains(arrivesAt(1));
    assertThat(tell(away, new ReturnHosts(0)).events())
        .contains(new MoveAssigned(0, "b-2", host(0)))
        .contains(new MigrationPlanned(0, "plan-0/b-2", "b-2", host(1), ByteCount.ofGib(8), 0));
  }
}
