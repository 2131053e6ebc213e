package io.godwit.model.fleet;

import static io.godwit.model.fleet.Ground.WIDE;
import static io.godwit.model.fleet.Ground.host;
import static io.godwit.model.fleet.Ground.migration;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.DeadlinePassed;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.HostDown;
import io.godwit.model.event.FleetEvent.HostReturned;
import io.godwit.model.event.FleetEvent.HostsCordoned;
import io.godwit.model.event.FleetEvent.HostsUncordoned;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.PlanCancelled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanMissed;
import io.godwit.model.event.FleetEvent.PlanNamed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.fleet.FleetMessage.AdmitNext;
import io.godwit.model.fleet.FleetMessage.BeginPlan;
import io.godwit.model.fleet.FleetMessage.PassDeadline;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationMessage.CancelAttempt;
import io.godwit.model.migration.Outcome;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Plans beside and after each other, their ends before their time, and the fleet's own limits. */
class FleetPlansTest {

  private static final PlanAction DRAIN = new Drain(host(0), 0, 0, false);
  private static final SimDuration MINUTE = SimDuration.ofSeconds(60);

  private static Ground three() {
    return Ground.of(3).guest("a", 0, 8).guest("b", 0, 8).guest("c", 0, 8);
  }

  private static Plan after(int before, PlanAction action) {
    return new Plan(
        Optional.of("later"),
        OptionalInt.of(before),
        SimTime.ZERO.plus(MINUTE),
        action,
        WIDE,
        Placements.LEAST_LOADED,
        Orders.FIFO,
        Optional.empty());
  }

  private static Plan within(SimDuration deadline, Limits limits) {
    return new Plan(
        Optional.empty(),
        OptionalInt.empty(),
        SimTime.ZERO,
        DRAIN,
        limits,
        Placements.LEAST_LOADED,
        Orders.FIFO,
        Optional.of(deadline));
  }

  private static Scene<FleetState> begin(Scene<FleetState> scene, int plan) {
    return scene.recovered().when(EntityId.fleet(), new BeginPlan(plan)).recovered();
  }

  private static Scene<FleetState> admit(Scene<FleetState> scene) {
    return scene.recovered().when(EntityId.fleet(), new AdmitNext()).recovered();
  }

  private static Scene<FleetState> end(Scene<FleetState> scene, String migration) {
    return scene
        .recovered()
        .when(migration(migration), new AttemptEnded(Outcome.COMPLETED, "test"))
        .recovered();
  }

  @Test
  void should_begin_a_plan_so_long_after_another_has_ended() {
    Ground ground =
        Ground.of(2).guest("a", 0, 8).plan(DRAIN).plan(after(0, new Drain(host(1), 1, 1, false)));
    Scene<FleetState> scene = ground.scene().when(EntityId.fleet(), new FleetMessage.BeginRun());
    assertThat(scene.outgoing())
        .containsExactly(
            new Outgoing(EntityId.fleet(), SimDuration.ofSeconds(1), new BeginPlan(0)));
    admit(begin(scene, 0));
    assertThat(end(scene, "plan-0/a").outgoing())
        .contains(new Outgoing(EntityId.fleet(), MINUTE, new BeginPlan(1)));
    begin(scene, 1);
    assertThat(scene.events()).startsWith(new PlanNamed(1, "later"));
  }

  @Test
  void should_hold_all_plans_to_the_limits_of_the_fleet() {
    holds("fleet.limits.total", new Limits(Limits.NONE, Limits.NONE, 1));
    holds("fleet.limits.per-source", new Limits(1, Limits.NONE, Limits.NONE));
  }

  private static void holds(String limit, Limits fleet) {
    Ground ground = three().limits(fleet).plan(new MigrateOne("b", OptionalInt.empty()));
    Scene<FleetState> scene = admit(begin(ground.plan(DRAIN).scene(), 0));
    admit(begin(scene, 1)).thenEvents(new AdmissionHeld(1, limit, 0)).thenMessages();
    end(scene, "plan-0/b");
    admit(scene);
    assertThat(scene.events().get(0)).isInstanceOf(MigrationAdmitted.class);
  }

  /** Between racks there is one uplink of 1,000 B/s, within one there is none. */
  @Test
  void should_count_whoever_crosses_an_uplink_and_send_others_elsewhere() {
    Ground ground =
        Ground.ofRacks(2, 2)
            .guest("a", 0, 8)
            .guest("b", 0, 8)
            .guest("c", 1, 40)
            .limits(new Limits(Limits.NONE, Limits.NONE, Limits.NONE, 1, ByteRate.ZERO))
            .plan(DRAIN);
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    scene.thenEvents(new MigrationAdmitted("plan-0/a", "pod-0/rack-1/host-0", 1));
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/b", "pod-0/rack-0/host-1", 1));
  }

  @Test
  void should_begin_only_where_the_whole_way_has_the_least_rate_left() {
    Ground ground =
        three()
            .limits(new Limits(Limits.NONE, Limits.NONE, Limits.NONE, Limits.NONE, rate(400)))
            .plan(DRAIN);
    Scene<FleetState> scene = admit(admit(begin(ground.scene(), 0)));
    admit(scene).thenEvents(new AdmissionHeld(0, "fleet.limits.min-rate", 2));
    end(scene, "plan-0/a");
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/c", host(1), 1));
  }

  @Test
  void should_wait_for_a_link_that_is_mended() {
    var fault = new LinkFault(host(0), SimTime.ZERO, SimDuration.ofSeconds(3), rate(7));
    Ground ground =
        three()
            .fault(fault)
            .limits(new Limits(Limits.NONE, Limits.NONE, Limits.NONE, Limits.NONE, rate(400)))
            .plan(DRAIN);
    Scene<FleetState> scene =
        ground
            .scene()
            .after(SimDuration.ofNanos(1))
            .when(EntityId.fleet(), new FleetMessage.StrikeLink(0));
    admit(begin(scene, 0)).thenEvents(new AdmissionHeld(0, "fleet.limits.min-rate", 0));
    scene
        .recovered()
        .after(SimDuration.ofSeconds(3))
        .when(EntityId.fleet(), new FleetMessage.HealLink(0));
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/a", host(1), 1));
  }

  private static ByteRate rate(long bytesPerSecond) {
    return ByteRate.of(bytesPerSecond);
  }

  /**
   * Plan 0 began first; whoever it has goes before those of plan 1, and holds none of them back.
   */
  @Test
  void should_serve_the_plan_first_that_began_first() {
    Ground ground =
        three()
            .guest("d", 1, 8)
            .limits(new Limits(1, Limits.NONE, 2))
            .plan(DRAIN)
            .plan(new MigrateOne("d", OptionalInt.empty()));
    Scene<FleetState> scene = begin(begin(ground.scene(), 0), 1);
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/a", host(2), 1));
    admit(scene);
    assertThat(scene.events()).endsWith(new MigrationAdmitted("plan-1/d", host(2), 1));
    end(scene, "plan-1/d");
    admit(end(scene, "plan-0/a")).thenEvents(new MigrationAdmitted("plan-0/b", host(1), 1));
  }

  @Test
  void should_wait_for_room_that_a_later_plan_makes() {
    Ground ground =
        Ground.of(2)
            .guest("a", 0, 8)
            .plan(new Drain(host(1), 1, 1, true))
            .plan(DRAIN)
            .plan(new MigrateOne("a", OptionalInt.of(1)));
    Scene<FleetState> scene = begin(ground.scene(), 0);
    admit(begin(scene, 1)).thenEvents(new MigrationAdmitted("plan-1/a", host(1), 1));
    Ground full = Ground.of(2).guest("a", 0, 40).guest("b", 1, 40).plan(DRAIN);
    full.plan(new MigrateOne("b", OptionalInt.empty()));
    admit(begin(full.scene(), 0)).thenEvents(new AdmissionHeld(0, "room", 0));
  }

  @Test
  void should_end_a_plan_and_let_what_runs_go_on() {
    Ground ground = three().plan(DRAIN, new Limits(1, 1, 1)).plan(cancel(false));
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    begin(scene, 1)
        .thenEvents(
            new PlanStarted(1, "cancel", "plan-0", 0),
            new PlanCancelled(0, 1, 2, 1, false),
            new HostsUncordoned(0, host(0)),
            new MigrationCancelled("plan-0/b"),
            new MigrationSettled("plan-0/b", "cancelled", 0),
            new GuestLeft(0, "b", host(0), "it was cancelled"),
            new MigrationCancelled("plan-0/c"),
            new MigrationSettled("plan-0/c", "cancelled", 0),
            new GuestLeft(0, "c", host(0), "it was cancelled"),
            new PlanFinished(1, 0, 0));
    assertThat(scene.state().hosts().isCordoned(0)).isFalse();
    end(scene, "plan-0/a")
        .thenEvents(new MigrationSettled("plan-0/a", "completed", 1), new PlanFinished(0, 1, 2));
  }

  @Test
  void should_take_back_what_runs_if_asked() {
    Ground ground = three().plan(DRAIN, new Limits(1, 1, 1)).plan(cancel(true));
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    begin(scene, 1);
    assertThat(scene.events()).contains(new PlanCancelled(0, 1, 2, 1, true));
    assertThat(scene.outgoing())
        .anyMatch(
            out ->
                out.message() instanceof CancelAttempt && out.to().equals(migration("plan-0/a")));
  }

  private static CancelPlan cancel(boolean undo) {
    return new CancelPlan("plan-0", List.of(0), undo);
  }

  @Test
  void should_say_why_there_is_no_plan_to_end() {
    Ground ground = three().plan(cancel(false)).plan(DRAIN);
    begin(ground.plan(new CancelPlan("plan-1", List.of(1), false)).scene(), 2)
        .thenEvents(
            new PlanStarted(2, "cancel", "plan-1", 0),
            new RequestRefused(2, "plan-1", "plan-1 has not begun"),
            new PlanFinished(2, 0, 0));
  }

  @Test
  void should_begin_nobody_after_the_deadline() {
    Ground ground = three().plan(within(MINUTE, new Limits(1, 1, 1)));
    Scene<FleetState> scene = begin(ground.scene(), 0);
    assertThat(scene.outgoing())
        .contains(new Outgoing(EntityId.fleet(), MINUTE, new PassDeadline(0)));
    admit(scene);
    scene.recovered().when(EntityId.fleet(), new PassDeadline(0)).recovered();
    assertThat(scene.events())
        .startsWith(
            new DeadlinePassed(0, 2, 1),
            new MigrationSettled("plan-0/b", "failed", 0),
            new GuestLeft(0, "b", host(0), "its deadline of 60.000 s is over"));
    end(scene, "plan-0/a")
        .thenEvents(
            new MigrationSettled("plan-0/a", "completed", 1),
            new PlanMissed(0, 2),
            new PlanFinished(0, 1, 2));
    scene.recovered().when(EntityId.fleet(), new PassDeadline(0)).thenEvents();
  }

  @Test
  void should_leave_and_name_whoever_cannot_be_moved() {
    Ground ground = Ground.of(2).guest("a", 0, 8).guest("b", 0, 8).pinned("b").plan(DRAIN);
    Scene<FleetState> scene =
        begin(ground.plan(new MigrateOne("b", OptionalInt.empty())).scene(), 0);
    assertThat(scene.events())
        .startsWith(
            new PlanStarted(0, "drain", host(0), 1),
            new HostsCordoned(0, host(0)),
            new GuestLeft(0, "b", host(0), "not migratable"));
    end(admit(scene), "plan-0/a")
        .thenEvents(
            new MigrationSettled("plan-0/a", "completed", 1),
            new PlanMissed(0, 1),
            new PlanFinished(0, 1, 0));
    begin(scene, 1);
    assertThat(scene.events()).contains(new RequestRefused(1, "b", "b is not migratable"));
  }

  /** The largest finds no room; the smaller ones behind it on the same host do. */
  @Test
  void should_hold_nobody_back_by_one_that_fits_nowhere() {
    Ground ground =
        Ground.of(3)
            .guest("a", 0, 40)
            .guest("b", 0, 8)
            .guest("c", 1, 30)
            .guest("d", 2, 30)
            .plan(DRAIN);
    admit(begin(ground.scene(), 0)).thenEvents(new MigrationAdmitted("plan-0/b", host(1), 1));
  }

  private static HostKind kind(String name, int gib, int processors, String label, String taint) {
    return new HostKind(
        name,
        ByteCount.ofGib(gib),
        processors,
        label.isEmpty() ? List.of() : List.of(label),
        taint.isEmpty() ? List.of() : List.of(taint),
        100,
        0,
        Optional.empty(),
        0,
        Optional.empty());
  }

  /** Host 0 is large; of the others each lacks one thing, or has it, as {@code asked} wants it. */
  private static Scene<FleetState> ask(GuestTraits asked) {
    List<HostKind> kinds =
        List.of(
            kind("large", 64, 32, "gpu", ""),
            kind("weak", 64, 2, "", ""),
            kind("gpu", 32, 16, "gpu", ""),
            kind("spare", 64, 16, "", "spare"));
    Ground ground =
        Ground.of(4)
            .kinds(new HostKinds(kinds, new int[] {0, 1, 2, 3}))
            .guest("a", 0, 8)
            .guest("b", 1, 8)
            .traits("a", asked)
            .traits("b", apart("quorum"))
            .plan(DRAIN);
    return admit(begin(ground.scene(), 0));
  }

  private static GuestTraits apart(String word) {
    return new GuestTraits(true, 0, List.of(), List.of(), Optional.of(word));
  }

  private static Optional<String> goes(GuestTraits asked) {
    return ask(asked).events().stream()
        .filter(MigrationAdmitted.class::isInstance)
        .map(event -> ((MigrationAdmitted) event).destination())
        .findFirst();
  }

  @Test
  void should_go_only_to_a_host_that_has_what_it_asks_for() {
    assertThat(goes(GuestTraits.PLAIN)).contains(host(2));
    assertThat(goes(new GuestTraits(true, 4, List.of(), List.of(), Optional.empty())))
        .contains(host(2));
    assertThat(goes(new GuestTraits(true, 0, List.of("gpu"), List.of(), Optional.empty())))
        .contains(host(2));
    assertThat(goes(new GuestTraits(true, 17, List.of(), List.of("spare"), Optional.empty())))
        .isEmpty();
    Ground ground = Ground.of(3).guest("a", 0, 8).guest("b", 1, 8).guest("c", 2, 16).plan(DRAIN);
    ground.traits("a", apart("quorum")).traits("b", apart("quorum"));
    admit(begin(ground.scene(), 0)).thenEvents(new MigrationAdmitted("plan-0/a", host(2), 1));
  }

  /** There is room on the host that is left, and a guest that it must be apart from. */
  @Test
  void should_say_that_a_rule_and_no_lack_of_room_holds_a_plan() {
    Ground one = Ground.of(2).guest("a", 0, 8).guest("b", 1, 8).plan(DRAIN);
    one.plan(new MigrateOne("b", OptionalInt.empty()));
    one.traits("a", apart("quorum")).traits("b", apart("quorum"));
    admit(begin(one.scene(), 0)).thenEvents(new AdmissionHeld(0, "apart", 0));
    Ground full = Ground.of(2).guest("a", 0, 40).guest("b", 1, 40).plan(DRAIN);
    full.plan(new MigrateOne("b", OptionalInt.empty()));
    full.traits("a", apart("quorum")).traits("b", apart("quorum"));
    admit(begin(full.scene(), 0)).thenEvents(new AdmissionHeld(0, "room", 0));
  }

  @Test
  void should_say_of_every_host_why_it_takes_nobody() {
    Scene<FleetState> scene =
        ask(new GuestTraits(true, 17, List.of(), List.of(), Optional.of("quorum")));
    assertThat(scene.events().get(0))
        .isEqualTo(
            new MigrationUnplaced(
                "plan-0/a",
                "no host can take a (8.0 GiB): of those permitted, 2 without enough processors, 1"
                    + " without its labels, or with a taint that it does not tolerate"));
  }

  private static Upgrade upgrade(String target, int hosts) {
    return new Upgrade(
        target, 0, hosts - 1, hosts, MINUTE, Optional.empty(), OptionalInt.empty(), true);
  }

  /** Nobody is on them, so that each upgrade could take its own down at once. */
  @Test
  void should_take_a_host_down_for_one_upgrade_after_the_other() {
    Ground ground =
        Ground.of(3).guest("a", 2, 8).plan(upgrade(host(0), 1)).plan(upgrade("pod-0/rack-0", 2));
    Scene<FleetState> scene = begin(ground.scene(), 0);
    assertThat(scene.events()).endsWith(new HostDown(0, host(0)));
    begin(scene, 1);
    assertThat(scene.events()).endsWith(new HostsCordoned(1, host(1)));
    scene.recovered().when(EntityId.fleet(), new FleetMessage.ReturnHosts(0)).recovered();
    assertThat(scene.events())
        .containsSubsequence(
            new HostReturned(0, host(0), ""),
            new PlanFinished(0, 0, 0),
            new HostDown(1, host(0)),
            new HostDown(1, host(1)));
    scene.recovered().when(EntityId.fleet(), new FleetMessage.ReturnHosts(1)).recovered();
    assertThat(scene.events()).contains(new PlanFinished(1, 0, 0));
    assertThat(scene.state().hosts().isCordoned(0)).isFalse();
  }
}
