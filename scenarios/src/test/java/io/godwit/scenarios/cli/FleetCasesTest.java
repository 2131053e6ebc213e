package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose numbers went wrong where a fleet's plans met cancels, retries and faults. */
class FleetCasesTest {

  private static final double GIB = 1L << 30;

  @TempDir private Path folder;

  private JsonNode run(String scenario) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, scenario);
    Terminal run = Terminal.godwit("run", file.toString(), "--journal", "memory", "--json");
    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static String rack(String hostLink, String... lines) {
    return """
        name: case
        about: A case.
        datacenter:
          fabric: {hosts-per-rack: 4, host-link: %s}
          host: {memory: 64 GiB}
        """
            .formatted(hostLink)
        + String.join("\n", lines)
        + "\n";
  }

  @Test
  void should_not_count_a_fault_that_outlasts_the_work() throws IOException {
    JsonNode summary =
        run(
            rack(
                "10 Gbit/s",
                "vms: [{name: vm, memory: 16 GiB, on: pod-0/rack-0/host-0}]",
                "faults:",
                "  - {kind: link-degraded, target: pod-0/rack-0/host-3, at: 2 s, for: 1 h,"
                    + " capacity: 1 Gbit/s}",
                "plan: [{at: 1 s, migrate: vm-0, to: pod-0/rack-0/host-1}]",
                "expect: [\"duration <= 20 s\"]"));
    assertThat(summary.at("/took/fromSeconds").asDouble()).isEqualTo(1, within(1e-6));
    assertThat(summary.at("/took/seconds").asDouble()).isEqualTo(13.77, within(0.01));
    assertThat(summary.at("/virtualSeconds").asDouble()).isGreaterThan(3_600);
    assertThat(summary.at("/links/0/usedPercent").asDouble()).isGreaterThan(99);
  }

  @ParameterizedTest
  @ValueSource(strings = {"textbook", "qemu-7.2", "qemu-10", "simgrid"})
  void should_say_what_a_cancelled_migration_has_sent(String engine) throws IOException {
    JsonNode summary =
        run(
            rack(
                "10 Gbit/s",
                "vms: [{name: vm, memory: 32 GiB, on: pod-0/rack-0/host-0}]",
                "migration: {engine: " + engine + ", retry: {attempts: 1}}",
                "plan:",
                "  - {at: 1 s, migrate: vm-0, to: pod-0/rack-0/host-1}",
                "  - {at: 11 s, cancel: vm-0}"));
    assertThat(summary.at("/took/untilSeconds").asDouble()).isEqualTo(11, within(0.01));
    assertThat(summary.at("/bytes/memory").asDouble()).isEqualTo(11.6 * GIB, within(0.1 * GIB));
    assertThat(summary.at("/bytes/memory").asLong())
        .isEqualTo(summary.at("/links/0/carriedBytes").asLong());
  }

  /** An attempt times out, the next waits for 20 s, and an operator ends both plans at once. */
  @Test
  void should_end_with_the_last_word_and_report_the_links_when_two_plans_end_together()
      throws IOException {
    JsonNode summary =
        run(
            rack(
                "1 Gbit/s",
                "vms: [{name: vm, memory: 2 GiB, on: pod-0/rack-0/host-0}]",
                "migration: {retry: {attempts: 3, backoff: 20 s, timeout-per-gib: 1 s}}",
                "plan:",
                "  - {at: 1 s, migrate: vm-0, to: pod-0/rack-0/host-1}",
                "  - {at: 5 s, cancel: vm-0}"));
    assertThat(summary.at("/timeSpent/waiting/retry").asDouble()).isPositive();
    assertThat(summary.at("/migrations/retried").asInt()).isZero();
    assertThat(summary.at("/took/untilSeconds").asDouble()).isEqualTo(5, within(0.01));
    assertThat(summary.at("/virtualSeconds").asDouble()).isGreaterThan(20);
    assertThat(summary.at("/links/0/carriedBytes").asLong())
        .isPositive()
        .isEqualTo(summary.at("/bytes/memory").asLong());
  }

  @Test
  void should_count_two_at_once_beside_one_that_was_cancelled_before_it_began() throws IOException {
    JsonNode summary =
        run(
            rack(
                "10 Gbit/s",
                "vms: [{name: vm, count: 3, memory: 2 GiB, on: pod-0/rack-0/host-0}]",
                "plan:",
                "  - {at: 1 s, drain: pod-0/rack-0/host-0, limits: {per-source: 2, total: 2}}",
                "  - {at: 1 s, cancel: vm-1}"));
    assertThat(summary.at("/peakConcurrent").asInt()).isEqualTo(2);
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(2);
  }
}
