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

/** Rolling upgrades, and clusters whose hosts are of several kinds and engines. */
class UpgradeTest {

  private static Terminal godwit(String name, List<String> more, String... settings) {
    String file =
        Path.of(System.getProperty("godwit.home"), "scenarios/src/test/resources/operations")
            .resolve(name + ".yaml")
            .toString();
    var words = new ArrayList<>(List.of("run", file, "--journal", "memory"));
    words.addAll(more);
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return Terminal.godwit(words.toArray(String[]::new));
  }

  private static JsonNode run(String name, String... settings) throws IOException {
    Terminal run = godwit(name, List.of("--json"), settings);
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void should_take_hosts_down_one_by_one_once_each_is_empty() throws IOException {
    JsonNode plan = run("rolling-upgrade").at("/plans/0");
    assertThat(plan.at("/result").asText()).isEqualTo("reached");
    assertThat(plan.at("/hostsUpgraded").asInt()).isEqualTo(5);
    double moving = plan.at("/figures/took/seconds").asDouble() - 4 * 120;
    assertThat(moving).as("between the batches").isBetween(20.0, 80.0);
    assertThat(plan.at("/upgradedUntilSeconds").asDouble())
        .isEqualTo(plan.at("/figures/took/untilSeconds").asDouble() + 120, within(0.01));
  }

  @Test
  void should_bring_guests_home_before_the_next_batch_if_asked() throws IOException {
    JsonNode summary = run("rolling-upgrade", "plan[0].refill=true");
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(40);
    assertThat(summary.at("/plans/0/hostsUpgraded").asInt()).isEqualTo(5);
    Terminal steps =
        godwit("rolling-upgrade", List.of("--steps"), "plan[0].refill=true", "vms[0].count=5");
    assertThat(steps.out()).contains("plan-0/vm-0/2", "migration-settled migration=plan-0/vm-0/2");
  }

  @Test
  void should_go_on_without_hosts_that_cannot_be_emptied_and_say_so() throws IOException {
    Terminal full = godwit("rolling-upgrade", List.of(), "vms[0].count=37");
    assertThat(full.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(full.out()).contains("has spared 5 hosts, and upgraded 0", "no permitted host");
    Terminal pinned =
        godwit(
            "rolling-upgrade",
            List.of(),
            "vms[0].count=10",
            "vms[1].name=pinned",
            "vms[1].memory=1 GiB",
            "vms[1].on=pod-0/rack-0/host-2",
            "vms[1].migratable=false");
    assertThat(pinned.out())
        .as(pinned.err())
        .contains(
            "has spared 1 host, and upgraded 4; has missed its goal by 1\n",
            "pinned-0: still on pod-0/rack-0/host-2");
  }

  @Test
  void should_upgrade_batches_together_where_there_is_room() throws IOException {
    JsonNode one = run("rolling-upgrade", "vms[0].count=10");
    JsonNode two = run("rolling-upgrade", "vms[0].count=10", "plan[0].batch=2");
    assertThat(two.at("/plans/0/hostsUpgraded").asInt()).isEqualTo(5);
    assertThat(one.at("/plans/0/upgradedUntilSeconds").asDouble())
        .isGreaterThan(two.at("/plans/0/upgradedUntilSeconds").asDouble() + 200);
  }

  @Test
  void should_stop_at_a_deadline_and_when_cancelled() throws IOException {
    JsonNode late = run("rolling-upgrade", "plan[0].deadline=140 s");
    assertThat(late.at("/plans/0/hostsUpgraded").asInt()).isEqualTo(1);
    assertThat(late.at("/plans/0/result").asText()).isEqualTo("missed");
    JsonNode cancelled = run("rolling-upgrade", "plan[1].at=60 s", "plan[1].cancel=pod-0/rack-0");
    assertThat(cancelled.at("/plans/0/hostsUpgraded").asInt()).isEqualTo(1);
    assertThat(cancelled.at("/migrations/planned").asInt()).isEqualTo(4);
    assertThat(cancelled.at("/plans/0/result").asText()).isEqualTo("cancelled");
  }

  /** Whoever cancels wants no more of its hosts: those that it was emptying are no shortfall. */
  @Test
  void should_be_cancelled_and_not_missed_while_it_empties_hosts() throws IOException {
    JsonNode summary =
        run("rolling-upgrade", "plan[0].batch=2", "plan[1].at=2 s", "plan[1].cancel=pod-0/rack-0");
    assertThat(summary.at("/plans/0/hostsSpared").size()).isEqualTo(2);
    assertThat(summary.at("/plans/0/missed").asInt()).isZero();
    assertThat(summary.at("/plans/0/result").asText()).isEqualTo("cancelled");
    assertThat(summary.at("/verdict").asText()).isEqualTo("VALID");
  }

  @Test
  void should_move_between_engines_as_kinds_have_them_and_to_no_older_one() throws IOException {
    Terminal run = godwit("two-versions", List.of("--steps"));
    assertThat(run.out())
        .as(run.err())
        .containsPattern("migration-started vm=a-0 .*engine=qemu-7.2")
        .containsPattern("migration-started vm=b-0 .*engine=qemu-10")
        .contains("host-returned plan=2 host=pod-0/rack-0/host-1 kind=new");
    Terminal older =
        godwit(
            "two-versions", List.of(), "plan[3].at=0 s", "plan[2].becomes=old", "plan[2].at=20 s");
    assertThat(older.out()).contains("1 with an older engine");
    Terminal allowed =
        godwit("two-versions", List.of(), "plan[2].becomes=old", "fleet.to-older-engines=true");
    assertThat(allowed.exitCode()).as(allowed.out()).isZero();
  }

  @Test
  void should_keep_companions_together_and_give_labels_their_policy() throws IOException {
    Terminal run = godwit("two-versions", List.of("--steps"));
    assertThat(run.out())
        .containsPattern("migration-admitted migration=plan-0/a-0 destination=pod-0/rack-0/host-3")
        .containsPattern("migration-admitted migration=plan-0/a-1 destination=pod-0/rack-0/host-3")
        .containsPattern("migration-admitted migration=plan-0/a-2 destination=pod-0/rack-0/host-3");
    JsonNode summary = run("two-versions");
    assertThat(summary.at("/groups/0/figures/downtimeMillis/max").asDouble()).isLessThan(110);
    assertThat(summary.at("/groups/1/figures/downtimeMillis/max").asDouble()).isGreaterThan(200);
  }

  @Test
  void should_refuse_an_upgrade_that_cannot_be() {
    assertThat(godwit("two-versions", List.of(), "plan[2].becomes=newest").err())
        .contains("there is no kind of hosts 'newest'");
    assertThat(godwit("two-versions", List.of(), "plan[0].becomes=new").err())
        .contains("only upgrade reads it");
    assertThat(godwit("two-versions", List.of(), "datacenter.hosts[1].memory=128 GiB").err())
        .contains("hosts keep their memory");
  }
}
