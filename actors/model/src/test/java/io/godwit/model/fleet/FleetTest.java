package io.godwit.model.fleet;

import static io.godwit.model.fleet.Ground.BACKOFF;
import static io.godwit.model.fleet.Ground.CONTROL;
import static io.godwit.model.fleet.Ground.WIDE;
import static io.godwit.model.fleet.Ground.host;
import static io.godwit.model.fleet.Ground.migration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.HostsCordoned;
import io.godwit.model.event.FleetEvent.HostsUncordoned;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanMissed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.fleet.FleetMessage.AdmitNext;
import io.godwit.model.fleet.FleetMessage.BeginPlan;
import io.godwit.model.fleet.FleetMessage.BeginRun;
import io.godwit.model.fleet.FleetMessage.FinishRun;
import io.godwit.model.fleet.FleetMessage.HealLink;
import io.godwit.model.fleet.FleetMessage.StrikeLink;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationMessage.CancelAttempt;
import io.godwit.model.migration.MigrationMessage.StartAttempt;
import io.godwit.model.migration.Outcome;
import io.godwit.model.network.FabricAnswer.LinkUsage;
import io.godwit.model.network.FabricAnswer.Usage;
import io.godwit.model.network.FabricMessage.ChangeLink;
import io.godwit.model.network.FabricMessage.ReportUsage;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The fleet's rules one by one; between any two messages it is stopped and recovered. */
class FleetTest {

  private static final ByteRate SLOW = ByteRate.of(7);

  private static final PlanAction DRAIN = new Drain(host(0), 0, 0, false);

  /** Two guests of 8 GiB on the first of three hosts, which is drained. */
  private static Ground two(Limits limits) {
    return Ground.of(3).guest("a", 0, 8).guest("b", 0, 8).plan(DRAIN, limits);
  }

  private static Scene<FleetState> begin(Scene<FleetState> scene, int plan) {
    return scene.recovered().when(EntityId.fleet(), new BeginPlan(plan)).recovered();
  }

  private static Scene<FleetState> admit(Scene<FleetState> scene) {
    return scene.recovered().when(EntityId.fleet(), new AdmitNext()).recovered();
  }

  private static Scene<FleetState> end(Scene<FleetState> scene, String migration, Outcome outcome) {
    return scene
        .recovered()
        .when(migration(migration), new AttemptEnded(outcome, "test"))
        .recovered();
  }

  private static Optional<String> destination(Scene<FleetState> scene) {
    return scene.events().stream()
        .filter(MigrationAdmitted.class::isInstance)
        .map(event -> ((MigrationAdmitted) event).destination())
        .findFirst();
  }

  private static List<Class<?>> kinds(Scene<FleetState> scene) {
    return scene.events().stream().<Class<?>>map(Event::getClass).toList();
  }

  @Test
  void should_begin_plans_and_faults_at_their_time() {
    Ground ground = two(WIDE);
    var fault =
        new LinkFault(
            host(0) + "/tx",
            SimTime.ZERO.plus(SimDuration.ofSeconds(2)),
            SimDuration.ofSeconds(3),
            ByteRate.ZERO);
    Scene<FleetState> scene = ground.fault(fault).scene().when(EntityId.fleet(), new BeginRun());
    scene.thenEvents(new RunStarted("test", 1, "test", 3, 2));
    assertThat(scene.outgoing())
        .containsExactly(
            new Outgoing(EntityId.fleet(), SimDuration.ofSeconds(1), new BeginPlan(0)),
            new Outgoing(EntityId.fleet(), SimDuration.ofSeconds(2), new StrikeLink(0)));
  }

  @Test
  void should_ask_for_a_migration_of_every_guest_that_a_drain_finds() {
    begin(two(WIDE).scene(), 0)
        .thenEvents(
            new PlanStarted(0, "drain", host(0), 2),
            new HostsCordoned(0, host(0)),
            planned(0, "a", 0),
            planned(0, "b", 0))
        .thenMessages(new AdmitNext());
  }

  private static MigrationPlanned planned(int plan, String vm, int host) {
    return new MigrationPlanned(
        plan, "plan-" + plan + "/" + vm, vm, host(host), ByteCount.ofGib(8), 0);
  }

  @Test
  void should_let_one_begin_a_message_until_none_may() {
    Ground ground = two(WIDE);
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    scene.thenEvents(new MigrationAdmitted("plan-0/a", host(1), 1));
    assertThat(scene.outgoing())
        .containsExactly(
            new Outgoing(
                migration("plan-0/a"),
                CONTROL,
                new StartAttempt(ground.spec("a"), host(0), host(1), 1)),
            new Outgoing(EntityId.fleet(), Outgoing.SHORTEST, new AdmitNext()));
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/b", host(2), 1));
    admit(scene).thenEvents().thenMessages();
  }

  @Test
  void should_keep_to_each_limit_until_a_place_is_free() {
    keepsTo("limits.total", new Limits(100, 100, 1));
    keepsTo("limits.per-source", new Limits(1, 100, 100));
    Ground packed =
        Ground.of(2).guest("a", 0, 8).guest("b", 0, 8).plan(DRAIN, new Limits(100, 1, 100));
    keepsTo("limits.per-destination", packed.scene());
  }

  private static void keepsTo(String limit, Limits limits) {
    keepsTo(limit, two(limits).scene());
  }

  private static void keepsTo(String limit, Scene<FleetState> scene) {
    admit(admit(begin(scene, 0))).thenEvents(new AdmissionHeld(0, limit, 1)).thenMessages();
    end(scene, "plan-0/a", Outcome.COMPLETED)
        .thenEvents(new MigrationSettled("plan-0/a", "completed", 1))
        .thenMessages(new AdmitNext());
    admit(scene);
    assertThat(kinds(scene)).containsExactly(MigrationAdmitted.class);
  }

  @Test
  void should_place_where_the_placement_says() {
    assertThat(placed(Placements.LEAST_LOADED)).contains(host(3));
    assertThat(placed(Placements.PACK)).contains(host(2));
    assertThat(placed(Placements.ROUND_ROBIN)).contains(host(1));
  }

  /** Host 1 has 8 GiB in use, host 2 has 48, where 16 more just fit, host 3 none. */
  private static Optional<String> placed(Placements place) {
    Ground ground =
        Ground.of(4)
            .guest("a", 0, 16)
            .guest("one", 1, 8)
            .guest("two", 2, 48)
            .plan(DRAIN, WIDE, place, Orders.FIFO);
    return destination(admit(begin(ground.scene(), 0)));
  }

  @Test
  void should_go_on_round_where_the_last_one_went() {
    Scene<FleetState> scene =
        Ground.of(3)
            .guest("a", 0, 8)
            .guest("b", 0, 8)
            .guest("c", 0, 8)
            .plan(DRAIN, WIDE, Placements.ROUND_ROBIN, Orders.FIFO)
            .scene();
    assertThat(destination(admit(begin(scene, 0)))).contains(host(1));
    assertThat(destination(admit(scene))).contains(host(2));
    assertThat(destination(admit(scene))).contains(host(1));
  }

  @Test
  void should_begin_in_the_order_of_the_plan() {
    assertThat(first(Orders.SMALLEST_FIRST)).isEqualTo("plan-0/small");
    assertThat(first(Orders.LARGEST_FIRST)).isEqualTo("plan-0/large");
  }

  private static String first(Orders order) {
    Ground ground =
        Ground.of(2)
            .guest("middle", 0, 8)
            .guest("large", 0, 16)
            .guest("small", 0, 4)
            .plan(DRAIN, WIDE, Placements.LEAST_LOADED, order);
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    return ((MigrationAdmitted) scene.events().get(0)).migration();
  }

  @Test
  void should_try_again_after_a_wait_that_grows_and_not_before() {
    Ground ground = Ground.of(2).guest("a", 0, 8).plan(DRAIN);
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    end(scene, "plan-0/a", Outcome.FAILED).thenEvents(new RetryScheduled("plan-0/a", 2, BACKOFF));
    assertThat(scene.outgoing()).contains(new Outgoing(EntityId.fleet(), BACKOFF, new AdmitNext()));
    admit(scene).thenEvents().thenMessages();
    scene.after(BACKOFF);
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/a", host(1), 2));
    end(scene, "plan-0/a", Outcome.ROLLED_BACK)
        .thenEvents(new RetryScheduled("plan-0/a", 3, BACKOFF.times(2)));
  }

  @Test
  void should_try_again_where_it_has_not_just_failed_if_any_other_has_room() {
    assertThat(secondDestination(Ground.of(3).elsewhere())).contains(host(2));
    assertThat(secondDestination(Ground.of(2).elsewhere())).contains(host(1));
    assertThat(secondDestination(Ground.of(3).elsewhere().guest("b", 2, 60))).contains(host(1));
    assertThat(secondDestination(Ground.of(3))).contains(host(1));
  }

  /** Where a guest goes after its first attempt, to the second host, has failed. */
  private static Optional<String> secondDestination(Ground ground) {
    Scene<FleetState> scene = admit(begin(ground.guest("a", 0, 8).plan(DRAIN).scene(), 0));
    assertThat(destination(scene)).contains(host(1));
    end(scene, "plan-0/a", Outcome.FAILED).after(BACKOFF);
    return destination(admit(scene));
  }

  @Test
  void should_give_up_after_the_last_attempt_and_never_retry_what_is_lost() {
    Ground ground = Ground.of(2).attempts(1).guest("a", 0, 8).plan(DRAIN);
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    end(scene, "plan-0/a", Outcome.ROLLED_BACK)
        .thenEvents(
            new MigrationSettled("plan-0/a", "rolled-back", 1),
            new GuestLeft(0, "a", host(0), "test"),
            new PlanMissed(0, 1),
            new PlanFinished(0, 0, 1))
        .thenMessages(new ReportUsage());
    Scene<FleetState> other = admit(begin(ground.attempts(3).scene(), 0));
    end(other, "plan-0/a", Outcome.LOST)
        .thenEvents(
            new MigrationSettled("plan-0/a", "lost", 1),
            new PlanMissed(0, 1),
            new PlanFinished(0, 0, 1));
  }

  @Test
  void should_give_the_room_of_a_failed_attempt_back() {
    Ground ground = Ground.of(2).attempts(1).guest("a", 0, 40).guest("b", 0, 20).guest("c", 1, 20);
    ground.plan(new MigrateOne("a", OptionalInt.empty())).plan(DRAIN);
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    admit(begin(scene, 1)).thenEvents(new AdmissionHeld(1, "room", 0));
    end(scene, "plan-0/a", Outcome.FAILED);
    admit(scene).thenEvents(new MigrationAdmitted("plan-1/b", host(1), 1));
  }

  @Test
  void should_name_what_fits_nowhere_once_nothing_runs_that_could_make_room() {
    Ground ground = Ground.of(2).guest("a", 0, 40).guest("b", 0, 8).guest("c", 1, 20).plan(DRAIN);
    Scene<FleetState> scene = begin(ground.scene(), 0);
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/a", host(1), 1));
    Ground full = Ground.of(2).guest("a", 0, 40).guest("c", 1, 30).plan(DRAIN);
    admit(begin(full.scene(), 0))
        .thenEvents(
            new MigrationUnplaced(
                "plan-0/a", "no permitted host has room for a (40.0 GiB, devices [])"),
            new MigrationSettled("plan-0/a", "failed", 0),
            new GuestLeft(
                0, "a", host(0), "no permitted host has room for a (40.0 GiB, devices [])"),
            new PlanMissed(0, 1),
            new PlanFinished(0, 0, 1));
  }

  @Test
  void should_name_those_that_could_take_it_were_they_not_drained() {
    Ground ground = Ground.of(3).guest("a", 0, 40).guest("b", 1, 30);
    ground.plan(new Drain(host(2), 2, 2, false)).plan(DRAIN);
    admit(begin(begin(ground.scene(), 0), 1))
        .thenEvents(
            new MigrationUnplaced(
                "plan-1/a",
                "no permitted host has room for a (40.0 GiB, devices []); 1 more is being drained"),
            new MigrationSettled("plan-1/a", "failed", 0),
            new GuestLeft(
                1,
                "a",
                host(0),
                "no permitted host has room for a (40.0 GiB, devices []); 1 more is being drained"),
            new PlanMissed(1, 1),
            new PlanFinished(1, 0, 1));
  }

  /** Two run, one waits and is cancelled: still two run, and the limit of two holds. */
  @Test
  void should_take_a_cancelled_one_that_waits_from_nobody_who_runs() {
    Ground ground =
        Ground.of(3)
            .guest("a", 0, 8)
            .guest("b", 0, 8)
            .guest("c", 0, 8)
            .guest("d", 0, 8)
            .plan(DRAIN, new Limits(100, 100, 2))
            .plan(new CancelOne("c"));
    Scene<FleetState> scene = admit(admit(begin(ground.scene(), 0)));
    begin(scene, 1)
        .thenEvents(
            new PlanStarted(1, "cancel", "c", 0),
            new MigrationCancelled("plan-0/c"),
            new MigrationSettled("plan-0/c", "cancelled", 0),
            new GuestLeft(0, "c", host(0), "it was cancelled"),
            new PlanFinished(1, 0, 0));
    assertThat(scene.state().plan(0).tally().running()).isEqualTo(2);
    admit(scene).thenEvents(new AdmissionHeld(0, "limits.total", 2)).thenMessages();
    end(scene, "plan-0/a", Outcome.COMPLETED);
    admit(scene).thenEvents(new MigrationAdmitted("plan-0/d", host(1), 1));
    admit(scene).thenEvents();
  }

  @Test
  void should_have_one_that_runs_taken_back_and_not_try_it_again() {
    Ground ground = two(WIDE).plan(new CancelOne("a"));
    Scene<FleetState> scene = admit(admit(begin(ground.scene(), 0)));
    begin(scene, 1);
    assertThat(scene.events()).contains(new MigrationCancelled("plan-0/a"));
    assertThat(scene.outgoing())
        .containsExactly(
            new Outgoing(migration("plan-0/a"), CONTROL, new CancelAttempt(Planning.OPERATOR)));
    end(scene, "plan-0/a", Outcome.ROLLED_BACK)
        .thenEvents(
            new MigrationSettled("plan-0/a", "cancelled", 1),
            new GuestLeft(0, "a", host(0), "test"));
    assertThat(scene.state().guests().of("a").moving()).isFalse();
  }

  @Test
  void should_cancel_one_that_waits_for_its_next_attempt() {
    Ground ground = two(WIDE).plan(new CancelOne("a"));
    Scene<FleetState> scene = admit(admit(begin(ground.scene(), 0)));
    end(scene, "plan-0/a", Outcome.FAILED);
    begin(scene, 1);
    assertThat(scene.events()).contains(new MigrationSettled("plan-0/a", "cancelled", 1));
    end(scene, "plan-0/b", Outcome.COMPLETED)
        .thenEvents(new MigrationSettled("plan-0/b", "completed", 1), new PlanFinished(0, 1, 1))
        .thenMessages(new ReportUsage());
    scene.after(BACKOFF);
    admit(scene).thenEvents().thenMessages();
  }

  /** The cancelled one was the last of its plan, and the cancelling plan has nothing else to do. */
  @Test
  void should_ask_for_the_links_once_when_two_plans_end_in_one_decision() {
    Ground ground = two(new Limits(100, 100, 1)).plan(new CancelOne("b")).plan(new CancelOne("a"));
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    end(scene, "plan-0/a", Outcome.FAILED);
    begin(scene, 1).thenMessages(new AdmitNext(), new AdmitNext());
    begin(scene, 2)
        .thenEvents(
            new PlanStarted(2, "cancel", "a", 0),
            new MigrationCancelled("plan-0/a"),
            new MigrationSettled("plan-0/a", "cancelled", 1),
            new GuestLeft(0, "a", host(0), "it was cancelled"),
            new PlanFinished(0, 0, 2),
            new PlanFinished(2, 0, 0));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(EntityId.fabric(), Outgoing.SHORTEST, new ReportUsage()));
  }

  @Test
  void should_wake_every_plan_that_waits_when_hosts_become_free() {
    Ground ground =
        Ground.of(2)
            .guest("a", 0, 8)
            .guest("b", 0, 8)
            .guest("c", 0, 8)
            .plan(new MigrateOne("a", OptionalInt.empty()))
            .plan(DRAIN, new Limits(1, 100, 100));
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    begin(scene, 1);
    assertThat(scene.events().get(0)).isEqualTo(new PlanStarted(1, "drain", host(0), 2));
    admit(scene).thenEvents(new AdmissionHeld(1, "limits.per-source", 0));
    end(scene, "plan-0/a", Outcome.COMPLETED)
        .thenEvents(new MigrationSettled("plan-0/a", "completed", 1), new PlanFinished(0, 1, 0))
        .thenMessages(new AdmitNext());
    admit(scene).thenEvents(new MigrationAdmitted("plan-1/b", host(1), 1));
  }

  @Test
  void should_finish_at_once_a_plan_that_finds_nobody() {
    Ground ground = Ground.of(2).guest("a", 0, 8).plan(new Drain(host(1), 1, 1, false)).plan(DRAIN);
    begin(ground.scene(), 0)
        .thenEvents(
            new PlanStarted(0, "drain", host(1), 0),
            new HostsCordoned(0, host(1)),
            new PlanFinished(0, 0, 0))
        .thenMessages();
  }

  @Test
  void should_let_nobody_arrive_at_a_host_under_drain_nor_at_one_that_will_be() {
    Ground ground =
        Ground.of(4)
            .guest("a", 0, 8)
            .guest("b", 3, 40)
            .guest("c", 3, 8)
            .plan(DRAIN)
            .plan(new Drain(host(1), 1, 2, false))
            .plan(new MigrateOne("c", OptionalInt.of(0)));
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    scene.thenEvents(new MigrationAdmitted("plan-0/a", host(3), 1));
    begin(scene, 2)
        .thenEvents(
            new PlanStarted(2, "migrate", "c", 0),
            new RequestRefused(
                2, "c", host(0) + " is cordoned: it is drained, and nobody may arrive"),
            new PlanMissed(2, 1),
            new PlanFinished(2, 0, 0));
  }

  @Test
  void should_go_to_a_host_that_is_drained_later_where_no_other_has_room() {
    Ground ground =
        Ground.of(3)
            .guest("a", 0, 8)
            .guest("b", 2, 60)
            .plan(DRAIN)
            .plan(new Drain(host(1), 1, 1, false));
    admit(begin(ground.scene(), 0)).thenEvents(new MigrationAdmitted("plan-0/a", host(1), 1));
    Ground busy =
        Ground.of(3)
            .guest("a", 0, 8)
            .guest("b", 0, 8)
            .plan(DRAIN, new Limits(100, 1, 100))
            .plan(new Drain(host(1), 1, 1, false));
    Scene<FleetState> scene = admit(begin(busy.scene(), 0));
    scene.thenEvents(new MigrationAdmitted("plan-0/a", host(2), 1));
    admit(scene).thenEvents(new AdmissionHeld(0, "limits.per-destination", 1));
  }

  /** Of two that another plan moved, one stays after all, and one arrives. */
  @Test
  void should_take_whoever_is_on_its_hosts_when_another_migration_ends() {
    Ground ground =
        Ground.of(4)
            .attempts(1)
            .guest("a", 0, 8)
            .guest("b", 3, 8)
            .plan(new MigrateOne("a", OptionalInt.of(3)))
            .plan(new MigrateOne("b", OptionalInt.of(0)))
            .plan(DRAIN);
    Scene<FleetState> scene = admit(begin(ground.scene(), 0));
    admit(begin(scene, 1));
    begin(scene, 2)
        .thenEvents(new PlanStarted(2, "drain", host(0), 0), new HostsCordoned(2, host(0)));
    end(scene, "plan-0/a", Outcome.FAILED)
        .thenEvents(
            new MigrationSettled("plan-0/a", "failed", 1),
            planned(2, "a", 0),
            new PlanMissed(0, 1),
            new PlanFinished(0, 0, 1));
    end(scene, "plan-1/b", Outcome.COMPLETED)
        .thenEvents(
            new MigrationSettled("plan-1/b", "completed", 1),
            planned(2, "b", 0),
            new PlanFinished(1, 1, 0));
    admit(admit(scene));
    end(scene, "plan-2/a", Outcome.COMPLETED);
    end(scene, "plan-2/b", Outcome.COMPLETED)
        .thenEvents(new MigrationSettled("plan-2/b", "completed", 1), new PlanFinished(2, 2, 0));
    assertThat(scene.state().hosts().isCordoned(0)).isTrue();
  }

  @Test
  void should_give_its_hosts_back_if_asked_and_no_other_drain_holds_them() {
    Ground ground = Ground.of(2).guest("a", 1, 8).plan(new Drain(host(0), 0, 0, true)).plan(DRAIN);
    Scene<FleetState> scene = begin(ground.scene(), 0);
    assertThat(scene.events()).endsWith(new HostsUncordoned(0, host(0)));
    assertThat(scene.state().hosts().isCordoned(0)).isFalse();
    begin(scene, 1);
    assertThat(scene.state().hosts().isCordoned(0)).isTrue();
  }

  @Test
  void should_say_why_nothing_came_of_a_request() {
    refuses(new MigrateOne("a", OptionalInt.of(0)), "a is on that host already", 1);
    refuses(new CancelOne("a"), "a has no migration to cancel, planned or under way", 0);
    Ground all = Ground.of(2).guest("a", 0, 8).plan(new Drain("pod-0/rack-0", 0, 1, false));
    Scene<FleetState> scene = admit(begin(all.scene(), 0));
    assertThat(scene.events())
        .startsWith(
            new MigrationUnplaced("plan-0/a", "every host that a could go to is being drained"));
    Ground twice = two(WIDE).plan(new MigrateOne("a", OptionalInt.empty()));
    assertThat(begin(begin(twice.scene(), 0), 1).events())
        .contains(new RequestRefused(1, "a", "a has a migration already; cancel that first"));
  }

  private static void refuses(PlanAction action, String reason, int missed) {
    Scene<FleetState> scene = begin(Ground.of(2).guest("a", 0, 8).plan(action).scene(), 0);
    assertThat(scene.events())
        .contains(new RequestRefused(0, "a", reason), new PlanFinished(0, 0, 0));
    assertThat(scene.state().plan(0).missed()).isEqualTo(missed);
  }

  @Test
  void should_break_a_link_and_mend_it() {
    var fault = new LinkFault(host(1), SimTime.ZERO, SimDuration.ofSeconds(3), ByteRate.of(7));
    Ground ground = two(WIDE).fault(fault);
    Scene<FleetState> scene =
        ground.scene().after(SimDuration.ofNanos(1)).when(EntityId.fleet(), new StrikeLink(0));
    scene
        .thenEvents(
            new LinkChanged(host(1) + "/tx", ByteRate.of(7)),
            new LinkChanged(host(1) + "/rx", ByteRate.of(7)))
        .thenMessages(
            new ChangeLink(2, ByteRate.of(7)), new ChangeLink(3, ByteRate.of(7)), new HealLink(0));
    scene
        .recovered()
        .after(SimDuration.ofSeconds(3))
        .when(EntityId.fleet(), new HealLink(0))
        .thenEvents(
            new LinkChanged(host(1) + "/tx", ByteRate.of(1000)),
            new LinkChanged(host(1) + "/rx", ByteRate.of(1000)));
  }

  @Test
  void should_leave_of_a_link_what_the_worst_of_several_faults_leaves() {
    SimTime later = SimTime.ZERO.plus(SimDuration.ofSeconds(1));
    Ground ground =
        two(WIDE)
            .fault(new LinkFault(host(1) + "/tx", SimTime.ZERO, SimDuration.ofSeconds(3), SLOW))
            .fault(new LinkFault(host(1), later, SimDuration.ofSeconds(1), ByteRate.ZERO));
    ground
        .scene()
        .after(SimDuration.ofNanos(1))
        .when(EntityId.fleet(), new StrikeLink(0))
        .after(SimDuration.ofSeconds(1))
        .when(EntityId.fleet(), new StrikeLink(1))
        .thenEvents(
            new LinkChanged(host(1) + "/tx", ByteRate.ZERO),
            new LinkChanged(host(1) + "/rx", ByteRate.ZERO))
        .after(SimDuration.ofSeconds(1))
        .when(EntityId.fleet(), new HealLink(1))
        .thenEvents(
            new LinkChanged(host(1) + "/tx", SLOW),
            new LinkChanged(host(1) + "/rx", ByteRate.of(1000)))
        .after(SimDuration.ofSeconds(1))
        .when(EntityId.fleet(), new HealLink(0))
        .thenEvents(new LinkChanged(host(1) + "/tx", ByteRate.of(1000)));
  }

  @Test
  void should_record_what_links_have_done_and_the_end() {
    var usage =
        new LinkUsage("x", ByteRate.of(9), ByteCount.of(8), SimDuration.ofNanos(7), ByteRate.of(6));
    two(WIDE)
        .scene()
        .when(EntityId.fabric(), new Usage(List.of(usage)))
        .thenEvents(
            new LinkUsed(
                "x", ByteRate.of(9), ByteCount.of(8), SimDuration.ofNanos(7), ByteRate.of(6)))
        .when(EntityId.fleet(), new FinishRun(5))
        .thenEvents(new RunFinished(5));
  }

  @Test
  void should_refuse_what_only_a_bug_would_send() {
    Scene<FleetState> scene = two(WIDE).scene();
    assertThatThrownBy(() -> scene.when(EntityId.fabric(), new CancelAttempt("test")))
        .hasMessageContaining("CancelAttempt");
    assertThatThrownBy(() -> scene.when(EntityId.fleet(), new BeginPlan(7)));
    assertThatThrownBy(() -> scene.when(migration("m"), new AttemptEnded(Outcome.COMPLETED, "")))
        .hasMessageContaining("'m'");
  }
}
