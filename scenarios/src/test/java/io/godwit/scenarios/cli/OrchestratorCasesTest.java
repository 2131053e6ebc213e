package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orchestrators as operators configure them: what each makes of one guest. */
class OrchestratorCasesTest {

  private static String file(String name) {
    return "src/test/resources/orchestrators/" + name + ".yaml";
  }

  private static Terminal godwit(String command, String name, String... settings) {
    var arguments = new ArrayList<String>(List.of(command, file(name)));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    if (command.equals("run")) {
      arguments.addAll(List.of("--journal", "memory", "--json"));
    }
    return Terminal.godwit(arguments.toArray(String[]::new));
  }

  private static JsonNode run(String name, String... settings) throws IOException {
    Terminal run = godwit("run", name, settings);
    assertThat(run.exitCode())
        .as("a guest that stayed misses its plan's goal; nothing else may be amiss: " + run.err())
        .isIn(ExitCode.OK, ExitCode.INVALID);
    return new ObjectMapper().readTree(run.out());
  }

  private static double downtime(JsonNode summary) {
    return summary.at("/downtimeMillis/max").asDouble();
  }

  @Test
  void should_refuse_what_nova_sets_itself_with_the_line_and_the_remedy() {
    Terminal refused = godwit("validate", "nova-configured");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err())
        .contains("nova-configured.yaml:11:28: migration.memory.downtime-limit")
        .contains("set migration.orchestration.downtime instead")
        .contains("nova-configured.yaml:12:41: migration.retry.timeout-per-gib")
        .contains("set migration.orchestration.timeout-per-gib or timeout instead");
  }

  /** 60 MiB take 503 ms: the tenth of twelve steps of 48 ms from 50 ms, 5 s a GiB apart. */
  @Test
  void should_take_novas_options() throws IOException {
    JsonNode summary =
        run(
            "watched",
            "migration.orchestrator=nova",
            "vms[0].dirtying.working-set=60 MiB",
            "migration.orchestration.timeout-per-gib=300 s",
            "migration.orchestration.downtime=600 ms",
            "migration.orchestration.downtime-steps=12",
            "migration.orchestration.downtime-delay=5 s");
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(1);
    assertThat(downtime(summary)).isBetween(350.0, 600.0);
    assertThat(summary.at("/totalSeconds/max").asDouble()).isBetween(160.0, 242.0);
    JsonNode sooner =
        run(
            "watched",
            "migration.orchestrator=nova",
            "vms[0].dirtying.working-set=60 MiB",
            "migration.orchestration.timeout-per-gib=10 s");
    assertThat(sooner.at("/migrations/failed").asInt()).isEqualTo(1);
    assertThat(sooner.at("/took/seconds").asDouble()).isEqualTo(40, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({"15 s, 60", "20 s, 80"})
  void should_pause_a_guest_that_does_not_converge_in_time(String perGib, double seconds)
      throws IOException {
    JsonNode summary = run("pause-after", "migration.retry.timeout-per-gib=" + perGib);
    double stood = downtime(summary) / 1000;
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(1);
    assertThat(stood).isBetween(5.0, 9.0);
    assertThat(summary.at("/totalSeconds/max").asDouble() - stood).isEqualTo(seconds, within(0.1));
  }

  /**
   * Virsh's --timeout with --timeout-suspend, and Nova's completion timeout with force_complete.
   */
  @ParameterizedTest
  @ValueSource(strings = {"libvirt", "nova", "kubevirt", "none"})
  void should_pause_at_an_absolute_timeout_whoever_watches(String orchestrator) throws IOException {
    JsonNode summary =
        run(
            "watched",
            "vms[0].dirtying.working-set=1 GiB",
            "migration.orchestrator=" + orchestrator,
            "migration.orchestration.timeout=40 s",
            "migration.orchestration.on-timeout=pause");
    assertThat(summary.at("/totalSeconds/max").asDouble() - downtime(summary) / 1000)
        .isEqualTo(40, within(0.1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"textbook", "qemu-7.2", "qemu-8.2", "qemu-10"})
  void should_pause_after_so_many_rounds_whatever_the_engine(String engine) throws IOException {
    JsonNode summary =
        run(
            "watched",
            "migration.engine=" + engine,
            "vms[0].dirtying.working-set=1 GiB",
            "migration.memory.max-rounds=4",
            "migration.memory.on-no-convergence=stop-anyway");
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(1);
    assertThat(summary.at("/rounds/max").asInt()).isEqualTo(4);
    assertThat(downtime(summary)).isGreaterThan(5_000);
    Terminal page =
        Terminal.godwit("run", file("pause-after-rounds"), "--journal", "memory", "--quiet");
    assertThat(page.out()).containsPattern("qemu-10 +1 +8,").containsPattern("textbook +1 +8,");
  }

  /** 45 MiB take 378 ms: a limit of 300 ms is too short and one of 400 ms is enough. */
  @Test
  void should_raise_the_limit_round_by_round_as_rhv_does() throws IOException {
    for (String orchestrator : List.of("ovirt-minimal-downtime", "ovirt-suspend")) {
      JsonNode summary =
          run(
              "watched",
              "migration.orchestrator=" + orchestrator,
              "migration.orchestration.auto-converge=false");
      assertThat(summary.at("/migrations/completed").asInt()).as(orchestrator).isEqualTo(1);
      assertThat(downtime(summary)).isBetween(280.0, 410.0);
    }
  }

  @Test
  void should_take_post_copy_up_again_when_the_network_is_back() throws IOException {
    JsonNode summary = run("postcopy-recover");
    assertThat(summary.at("/vms/lost").asInt()).isZero();
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(1);
    assertThat(summary.at("/downtimeMillis/max").asDouble()).isLessThan(10);
    assertThat(summary.at("/slowdownMillis/max").asDouble()).isGreaterThan(20_000);
    Terminal never = godwit("run", "postcopy-recover", "migration.orchestrator=nova");
    assertThat(never.exitCode()).as("Nova does not know how").isEqualTo(ExitCode.INVALID);
  }

  /** Whenever it begins, the connection is given up after more than 30 s, not before. */
  @ParameterizedTest
  @CsvSource({"5 s, 29999 ms, 0", "5 s, 30001 ms, 1", "20 s, 29999 ms, 0", "35 s, 30001 ms, 1"})
  void should_give_post_copy_up_after_thirty_seconds(String at, String lasts, int lost)
      throws IOException {
    Terminal run =
        godwit(
            "run",
            "postcopy-recover",
            "datacenter.fabric.host-link=1 Gbit/s",
            "migration.retry.attempts=1",
            "faults[0].at=" + at,
            "faults[0].for=" + lasts);
    assertThat(new ObjectMapper().readTree(run.out()).at("/vms/lost").asInt()).isEqualTo(lost);
  }

  /**
   * An outage beyond the keepalive ends an attempt in pre-copy, and undoes one whose guest stands.
   */
  @ParameterizedTest
  @CsvSource({
    "textbook, pre-copy, 29999 ms, 1, 0, 0",
    "textbook, pre-copy, 30001 ms, 0, 1, 0",
    "qemu-10, pre-copy, 29999 ms, 1, 0, 0",
    "qemu-10, pre-copy, 30001 ms, 0, 1, 0",
    "textbook, stop-and-copy, 29999 ms, 1, 0, 0",
    "textbook, stop-and-copy, 30001 ms, 0, 0, 1",
    "qemu-10, stop-and-copy, 30001 ms, 0, 0, 1",
  })
  void should_give_a_connection_up_in_every_phase(
      String engine, String strategy, String lasts, int completed, int failed, int undone)
      throws IOException {
    JsonNode summary =
        run(
            "postcopy-recover",
            "migration.engine=" + engine,
            "migration.memory.strategy=" + strategy,
            "migration.retry.attempts=1",
            "faults[0].for=" + lasts);
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(completed);
    assertThat(summary.at("/migrations/failed").asInt()).isEqualTo(failed);
    assertThat(summary.at("/migrations/rolledBack").asInt()).isEqualTo(undone);
    assertThat(summary.at("/vms/lost").asInt()).isZero();
  }

  @Test
  void should_choose_no_post_copy_for_guests_with_devices() throws IOException {
    JsonNode summary = run("kubevirt-vfio-postcopy");
    assertThat(summary.at("/pageFaults").asLong()).isZero();
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(1);
    assertThat(downtime(summary)).as("switched over").isGreaterThan(1_000);
    Terminal asked =
        godwit(
            "validate",
            "kubevirt-vfio-postcopy",
            "migration.orchestration.on-timeout-with-devices=post-copy");
    assertThat(asked.err()).contains("'post-copy' does not go with devices");
  }

  /** At 1 to 1.5 times the maximum that becomes the limit, and the guest never stands longer. */
  @Test
  void should_not_stand_longer_than_the_stall_detectors_maximum() throws IOException {
    Terminal waits = godwit("run", "stall-detector-smallest");
    JsonNode summary = new ObjectMapper().readTree(waits.out());
    assertThat(summary.at("/downtimeMillis").isMissingNode()).isTrue();
    assertThat(summary.at("/took/seconds").asDouble()).isGreaterThan(60);
    JsonNode wider =
        run(
            "stall-detector-smallest",
            "migration.memory.stall.max-downtime=1100 ms",
            "expect[0]=downtime.max <= 1150 ms");
    assertThat(downtime(wider)).isBetween(900.0, 1_100.0);
  }

  @Test
  void should_say_what_a_cancelled_migration_has_sent_and_taken() throws IOException {
    JsonNode summary = run("cancel-textbook");
    assertThat(summary.at("/took/seconds").asDouble()).isEqualTo(10, within(0.01));
    assertThat(summary.at("/bytes/memory").asDouble()).isGreaterThan(11e9);
  }

  @Test
  void should_say_that_a_bandwidth_of_nothing_is_left_out() {
    assertThat(godwit("validate", "bandwidth-zero").err())
        .contains("bandwidth-zero.yaml:7:37")
        .contains("leave the key out")
        .contains("without it the fabric alone limits");
  }

  @Test
  void should_count_on_the_bandwidth_that_is_promised_to_the_switch_over() throws IOException {
    JsonNode never = run("avail-switchover-bandwidth");
    assertThat(never.at("/migrations/completed").asInt()).isZero();
    JsonNode summary =
        run("avail-switchover-bandwidth", "migration.memory.avail-switchover-bandwidth=10 Gbit/s");
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(1);
    assertThat(downtime(summary)).isLessThan(300);
  }

  @Test
  void should_bring_a_device_back_whose_stop_was_never_answered() {
    Terminal run =
        Terminal.godwit("run", file("stop-answer-lost"), "--journal", "memory", "--steps");
    assertThat(run.out())
        .contains("mode-changed from=active to=stop")
        .contains("mode-changed from=stop to=active")
        .contains("1 rolled back");
  }

  @Test
  void should_migrate_each_group_as_its_policy_says() throws IOException {
    Terminal run =
        Terminal.godwit("run", file("policy-per-guest"), "--journal", "memory", "--steps");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("migration-started vm=db-0 .*strategy=hybrid")
        .containsPattern("migration-started vm=batch-0 .*strategy=pre-copy");
    JsonNode quick =
        run(
            "policy-per-guest",
            "vms[1].dirtying.model=uniform",
            "vms[1].dirtying.rate=2 GB/s",
            "vms[1].dirtying.working-set=1 GiB");
    assertThat(downtime(quick)).as("the batch guests may stand for 2 s").isBetween(500.0, 2_100.0);
  }

  /** Each of 8 pages of 1 GiB is waited for 0.86 s; of small pages hardly any is touched. */
  @Test
  void should_bring_whole_pages_of_the_host_in_post_copy() throws IOException {
    String slowly = "vms[0].dirtying.rate=400 kB/s";
    JsonNode huge = run("postcopy-hugepages", slowly);
    JsonNode small = run("postcopy-hugepages", slowly, "vms[0].page-size=4 KiB");
    assertThat(huge.at("/pageFaults").asLong()).isEqualTo(8);
    assertThat(huge.at("/slowdownMillis/max").asDouble()).isBetween(6_000.0, 7_500.0);
    assertThat(small.at("/pageFaults").asLong()).isBetween(200L, 2_000L);
    assertThat(small.at("/slowdownMillis/max").asDouble()).isLessThan(500);
    JsonNode hybrid = run("postcopy-hugepages", "migration.memory.strategy=hybrid");
    JsonNode plain =
        run("postcopy-hugepages", "migration.memory.strategy=hybrid", "vms[0].page-size=4 KiB");
    assertThat(hybrid.at("/bytes/memory").asDouble() - plain.at("/bytes/memory").asDouble())
        .as("a touched page follows whole")
        .isGreaterThan(5e9);
  }

  @Test
  void should_track_writes_in_the_units_of_the_hypervisor() throws IOException {
    String slowly = "vms[0].dirtying.rate=40 kB/s";
    String[] coarse = {
      slowly,
      "migration.memory.strategy=pre-copy",
      "vms[0].page-size=2 MiB",
      "vms[0].tracked-in=2 MiB"
    };
    String[] fine = {slowly, "migration.memory.strategy=pre-copy", "vms[0].page-size=2 MiB"};
    double tracked = run("postcopy-hugepages", coarse).at("/bytes/memory").asDouble();
    double split = run("postcopy-hugepages", fine).at("/bytes/memory").asDouble();
    assertThat(tracked - split).as("about 140 pages of 2 MiB").isBetween(1e8, 1e9);
    assertThat(godwit("validate", "postcopy-hugepages", "vms[0].memory=1500 MiB").err())
        .contains("is not whole pages of 1 GiB");
    assertThat(
            godwit(
                    "validate",
                    "postcopy-hugepages",
                    "vms[0].page-size=4 KiB",
                    "vms[0].tracked-in=2 MiB")
                .err())
        .contains("in pages of 4 KiB at most");
  }

  @Test
  void should_account_for_every_fault() throws IOException {
    JsonNode summary = run("fault-that-never-strikes");
    assertThat(summary.at("/verdict").asText()).isEqualTo("UNKNOWN");
    assertThat(summary.at("/faults"))
        .extracting(fault -> fault.at("/result").asText() + ": " + fault.at("/detail").asText())
        .containsExactly(
            "never: attempt 1 never came to post-copy",
            "never: vm-1 was never migrated",
            "never: attempt 1 was over before 60.000 s had passed",
            "never: vm-0 had 1 of the 3 attempts that it takes");
    JsonNode strikes =
        run(
            "fault-that-never-strikes",
            "faults[0].phase=pre-copy",
            "faults[1].vm=vm-0",
            "faults[2].after=1 ms",
            "faults[3].kind=lost-response",
            "faults[3].phase=release",
            "faults[3].attempt=1");
    assertThat(strikes.at("/faults"))
        .extracting(fault -> fault.at("/result").asText())
        .containsExactly("struck", "struck", "struck", "never");
    assertThat(strikes.at("/faults/3/detail").asText()).contains("lay in wait on");
  }

  @Test
  void should_say_which_links_failed_and_which_failed_too_late() throws IOException {
    JsonNode rack = run("postcopy-recover", "faults[0].target=pod-0/rack-0");
    assertThat(rack.at("/faults/0/result").asText()).isEqualTo("struck");
    assertThat(rack.at("/faults/0/detail").asText())
        .contains("pod-0/rack-0/up")
        .contains("pod-0/rack-0/down");
    JsonNode late = run("postcopy-recover", "faults[0].at=1 h");
    assertThat(late.at("/verdict").asText()).isEqualTo("UNKNOWN");
    assertThat(late.at("/faults/0/detail").asText()).startsWith("the work was over at");
  }

  /** The destination that failed stays cut off for an hour; a third host is free. */
  @Test
  void should_try_again_elsewhere_than_where_it_failed() throws IOException {
    String[] cutOff = {
      "datacenter.fabric.hosts-per-rack=3",
      "migration.engine=qemu-8.2",
      "migration.memory.strategy=pre-copy",
      "faults[0].for=1 h",
      "plan[1].at=2 s",
      "plan[1].migrate=vm-1",
      "vms[0].count=2",
      "vms[0].dirtying.rate=1 MB/s"
    };
    JsonNode elsewhere = run("postcopy-recover", cutOff);
    assertThat(elsewhere.at("/migrations/retried").asInt()).isPositive();
    assertThat(elsewhere.at("/migrations/completed").asInt()).isPositive();
  }

  @Test
  void should_explain_what_a_name_stands_for() {
    Terminal valid =
        Terminal.godwit("validate", "--explain", file("kubevirt-vfio-postcopy"), "--set", "seed=2");
    assertThat(valid.out())
        .containsPattern("default +migration.orchestration.timeout-per-gib +150 s")
        .containsPattern("default +migration.orchestration.on-timeout +post-copy")
        .containsPattern("default +migration.orchestration.on-timeout-with-devices +switch-over")
        .containsPattern("assumed +migration.calls.fleet +1 ms");
  }
}
