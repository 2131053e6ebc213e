package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fleets as operators run them: what comes of a drain, and what is said of what did not. */
class OperationsTest {

  private static final String ONE_AT_A_TIME = "plan[0].limits.total=1";

  private static Terminal run(String name, String... more) {
    String file =
        Path.of(System.getProperty("godwit.home"), "scenarios/src/test/resources/operations")
            .resolve(name + ".yaml")
            .toString();
    var words = new ArrayList<>(List.of("run", file));
    words.addAll(List.of("--journal", "memory", "--quiet"));
    words.addAll(List.of(more));
    return Terminal.godwit(words.toArray(String[]::new));
  }

  @Test
  void should_empty_both_hosts_that_are_drained_at_once() {
    Terminal run = run("drained-hosts-stay-full", "--set", "expect[0]=guests.left == 0");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("4 of 4 migrations").doesNotContain("is through");
  }

  @Test
  void should_take_a_guest_whose_own_migration_was_cancelled() {
    Terminal run = run("cancelled-then-drain");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("3 of 4 migrations", "1 cancelled", "vmi-0: cancelled");
  }

  @Test
  void should_say_first_why_a_plan_has_missed_its_goal() {
    missed("target-is-source", "a-0 is on that host already");
    missed("migrated-twice-at-once", "a-0 has a migration already");
    missed("drain-everything", "every host that a-1 could go to is being drained");
  }

  /** Who moves nobody takes no time: as 0 it would be the shortest drain that there is. */
  @Test
  void should_measure_no_times_of_a_plan_that_moved_nobody() {
    Terminal run =
        run(
            "drained-hosts-stay-full",
            "--set",
            "plan[2].at=60 s",
            "--set",
            "plan[2].drain=pod-0/rack-0/host-0",
            "--set",
            "expect[1]=plan[2].duration <= 1 s",
            "--set",
            "expect[2]=plan[2].slowdown.max <= 1 s");
    assertThat(run.out())
        .contains(
            "missed    plan[2].duration <= 1 s (nothing to measure)",
            "missed    plan[2].slowdown.max <= 1 s (nothing to measure)");
  }

  /** All were refused as they were asked for: "0 of 2 moved in 0.000 s" tells nothing. */
  @Test
  void should_say_of_no_plan_that_it_took_no_time() {
    assertThat(run("drain-everything").out())
        .contains("0 of 2 migrations; 2 failed")
        .doesNotContain("took   ", "0.000 s");
  }

  /** A further attempt that the deadline left no time for was none. */
  @Test
  void should_count_attempts_that_began() throws IOException {
    Terminal run =
        run(
            "drain-deadline",
            "--json",
            "--set",
            "plan[0].deadline=18 s",
            "--set",
            "migration.timeouts.pre-copy=4 s",
            "--set",
            "expect[0]=sometimes migrations.retried >= 1");
    JsonNode summary = new ObjectMapper().readTree(run.out());
    assertThat(summary.at("/migrations/failed").asLong()).isEqualTo(2);
    assertThat(summary.at("/migrations/retried").asLong())
        .isEqualTo(summary.at("/plans/0/figures/migrations/retried").asLong())
        .isZero();
    assertThat(summary.at("/expectations/0/result").asText()).isEqualTo("missed");
  }

  private static void missed(String name, String reason) {
    Terminal run = run(name);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    assertThat(run.out()).contains("INVALID", "has missed its goal by", reason);
  }

  @Test
  void should_name_everyone_whom_the_operator_took_from_a_drain() {
    Terminal run = run("cancel-each-guest");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("0 failed, 0 rolled back, 6 cancelled");
    for (int guest = 0; guest < 6; guest++) {
      assertThat(run.out()).contains("vm-" + guest + ": still on pod-0/rack-0/host-0");
    }
  }

  @Test
  void should_cancel_a_drain_and_let_what_has_begun_go_on() {
    Terminal run = run("cancel-a-drain");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out())
        .contains(
            "plan 0 (drain pod-0/rack-0/host-0) was cancelled",
            "plan 0: 4 migrations do not begin, 2 under way go on to their end",
            "2 of 6 migrations; 0 failed, 0 rolled back, 4 cancelled");
    String oneLess = "vms[0].count=3";
    assertThat(run("cancel-a-drain", "--set", oneLess).out())
        .contains("plan 0: 1 migration does not begin, 2 under way go on", "1 cancelled");
    String undo = "plan[1].under-way=undo";
    assertThat(run("cancel-a-drain", "--set", undo).out())
        .contains("4 migrations do not begin, 2 under way are undone", "6 cancelled");
  }

  @Test
  void should_say_of_each_cancelled_guest_what_there_was_to_end() {
    assertThat(run("cancel-each-guest").out())
        .contains(
            "vm-0: its migration had not begun, and does not",
            "vm-1: attempt 1, under way, is undone");
  }

  /** The second drain begins when the first has ended; nobody has gone to the host it empties. */
  @Test
  void should_drain_after_a_drain_and_move_nobody_twice() {
    Terminal run = run("drain-after-drain", "--json");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("\"planned\" : 2").doesNotContain("INVALID");
    assertThat(run("drain-after-drain", "--set", "plan[1].after=plan-1").err())
        .contains("this plan would wait for itself");
    assertThat(run("drain-after-drain", "--set", "plan[1].after=plan-7").err())
        .contains("there is no plan 'plan-7'");
  }

  /**
   * Guests that are started anew elsewhere do not stand: their phases are no zeros to be counted.
   */
  @Test
  void should_measure_phases_of_those_who_stood_alone() throws IOException {
    Terminal run =
        Terminal.godwit(
            "run", "chaos/control-plane-down-in-mid-drain", "--journal", "memory", "--json", "-q");
    JsonNode summary = new ObjectMapper().readTree(run.out());
    double phases = 0;
    for (JsonNode phase : summary.at("/downtimeBreakdownMillis")) {
      phases += phase.get("mean").asDouble();
    }
    assertThat(summary.at("/awaySeconds/mean").asDouble()).isPositive();
    assertThat(phases).isCloseTo(summary.at("/downtimeMillis/mean").asDouble(), within(0.1));
    assertThat(summary.at("/rounds/p50").asDouble()).isPositive();
    for (JsonNode part : summary.at("/plans")) {
      JsonNode figures = part.at("/figures");
      assertThat(figures.has("rounds")).isEqualTo(figures.has("downtimeMillis"));
    }
  }

  @Test
  void should_end_a_drain_at_its_deadline() {
    assertThat(run("drain-deadline").exitCode()).isZero();
    Terminal late = run("drain-deadline", "--set", "plan[0].deadline=5 s", "--set", ONE_AT_A_TIME);
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.out())
        .contains(
            "has missed its goal by 1; 1 under way at its deadline went on",
            "still on pod-0/rack-0/host-0, its deadline of 5.000 s is over");
    String expected = "expect[0]=guests.left == 1";
    assertThat(
            run(
                    "drain-deadline",
                    "--set",
                    "plan[0].deadline=5 s",
                    "--set",
                    ONE_AT_A_TIME,
                    "--set",
                    expected)
                .exitCode())
        .isZero();
  }

  @Test
  void should_leave_and_name_a_guest_that_is_not_migratable() {
    Terminal run = run("not-migratable");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("has missed its goal by 1", "pinned-0: still on pod-0/rack-0/host-0")
        .contains("1 of 1 migration");
  }

  @Test
  void should_tell_of_every_plan_how_it_went_and_what_held_it_back() {
    Terminal run = run("three-small-racks");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("first (drain pod-0/rack-0): ", "fleet.limits.per-uplink held it at")
        .contains(
            "limits.total held it at 8 at most for", "limits.per-source held it at 8 at most for")
        .contains("busiest way out: pod-0/rack-2/", "by group")
        .contains("group[db].downtime.p99 <= 2 s (it is");
    assertThat(run("three-small-racks", "--set", "expect[0]=plan[fourth].duration <= 1 s").err())
        .contains("there is no plan 'fourth'");
  }

  /** 1,560 guests are on three of thirty racks, and as many migrations move them. */
  @Test
  void should_empty_three_racks_tonight_and_move_nobody_twice() {
    Terminal run = run("three-racks-tonight");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("1,560 of 1,560 migrations", "limits.total held it at 32 at most for")
        .contains("busiest way out: pod-0/rack-0/up-", "busiest way out: pod-0/rack-2/up-");
  }

  /** Two hosts are large enough for the big one: one is drained, the other keeps it away. */
  @Test
  void should_place_guests_only_where_the_kind_of_host_suits_them() {
    Terminal run = run("kinds-of-hosts");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("row (drain pod-0/rack-0) has missed its goal by 1")
        .contains(
            "no host can take big-0 (96.0 GiB): of those permitted, 2 without room, 1 without")
        .contains(
            "with a guest that it must be apart from", "busiest way out: pod-0/rack-0/host-1");
    Terminal spared = run("kinds-of-hosts", "--set", "vms[0].tolerates[0]=spare");
    assertThat(spared.out()).doesNotContain("big-0: still");
  }

  @Test
  void should_refuse_kinds_of_hosts_that_cannot_be() {
    assertThat(run("kinds-of-hosts", "--set", "vms[2].needs[0]=tpu").err())
        .contains("no kind of hosts has the label 'tpu'");
    assertThat(run("kinds-of-hosts", "--set", "datacenter.hosts[1].count=9").err())
        .contains("only 4 hosts are left of 8 for this kind");
    assertThat(run("kinds-of-hosts", "--set", "vms[0].memory=300 GiB").err())
        .contains("a guest of 300.0 GiB fits on no host: hosts have 256.0 GiB");
  }

  @Test
  void should_move_guests_with_devices_only_where_an_owner_has_a_free_member() {
    Terminal run = run("owners-by-kind");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("7 of 8 migrations")
        .contains(
            "train-0: still on pod-0/rack-0/host-0, no permitted host has free members of gpu0 for"
                + " train-0 (devices [net0, gpu0])");
    Terminal more = run("owners-by-kind", "--set", "datacenter.hosts[0].owners[1].members=4");
    assertThat(more.out()).contains("8 of 8 migrations");
  }

  @Test
  void should_refuse_devices_that_no_kind_of_hosts_has() {
    assertThat(run("owners-by-kind", "--set", "vms[1].devices[0]=gpu1").err())
        .contains("hosts have no owner 'gpu1'; they have net0, gpu0");
    assertThat(run("owners-by-kind", "--set", "datacenter.hosts[0].owners[0].name=net1").err())
        .contains("no kind of hosts has all of net0, gpu0");
  }
}
