package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fleets as operators run them: what comes of a drain, and what is said of what did not. */
class OperationsTest {

  private static Terminal run(String name, String... more) {
    String file = Path.of("src/test/resources/operations", name + ".yaml").toString();
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
}
