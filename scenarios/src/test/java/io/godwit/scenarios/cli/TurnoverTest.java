package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests that come and go while plans run. */
class TurnoverTest {

  private static final String PLAN = "plan: [{at: 10 s, drain: pod-0/rack-0/host-0}]";

  @TempDir private Path folder;

  private Terminal terminal(String hosts, String... lines) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    String scenario =
        """
        name: turnover
        about: A case.
        datacenter:
          fabric: {hosts-per-rack: %s, host-link: 10 Gbit/s}
          host:
            memory: 32 GiB
            owners: [{name: net0, type: net, members: 8}]
        """
            .formatted(hosts);
    Files.writeString(file, scenario + String.join("\n", lines) + "\n");
    return Terminal.godwit("run", file.toString(), "--journal", "memory", "--json");
  }

  private JsonNode run(String hosts, String... lines) throws IOException {
    Terminal run = terminal(hosts, lines);
    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static JsonNode group(JsonNode summary, String name) {
    for (JsonNode group : summary.at("/turnover")) {
      if (group.at("/group").asText().equals(name)) {
        return group;
      }
    }
    throw new AssertionError("no turnover of " + name + ": " + summary.at("/turnover"));
  }

  private static long count(JsonNode group, String what) {
    return group.at("/" + what).asLong();
  }

  @Test
  void should_let_guests_come_as_a_poisson_process_does() throws IOException {
    String arrivals =
        "arrivals: [{name: job, rate: 600/min, for: 100 s, memory: 64 MiB, lifetime: 1 s}]";
    JsonNode jobs = group(run("3", "vms: [{name: vm, memory: 4 GiB}]", arrivals, PLAN), "job");
    assertThat(count(jobs, "arrived")).isBetween(1000L - 3 * 32, 1000L + 3 * 32);
    assertThat(count(jobs, "left")).isEqualTo(count(jobs, "arrived"));
    assertThat(count(jobs, "refused")).isZero();
  }

  @Test
  void should_refuse_guests_that_find_no_room_and_say_why() throws IOException {
    JsonNode summary =
        run(
            "3",
            "vms: [{name: vm, memory: 4 GiB, on: pod-0/rack-0/host-0}]",
            "arrivals: [{name: job, rate: 60/min, count: 10, memory: 16 GiB, devices: [net0]}]",
            "plan: [{at: 10 min, drain: pod-0/rack-0/host-0, limits: {total: 1}}]",
            "expect: [\"guests.arrived == 5\", \"guests.refused == 5\", guests.left == 2]");
    assertThat(group(summary, "job").at("/refusal").asText())
        .isEqualTo("no host can take job-5 (16.0 GiB): of those permitted, 3 without room");
    assertThat(summary.at("/vms/total").asLong()).isEqualTo(6);
  }

  /** A drain waits for room, which comes when others leave. */
  @Test
  void should_free_the_room_of_guests_that_leave() throws IOException {
    JsonNode summary =
        run(
            "2",
            "vms:",
            "  - {name: vm, memory: 16 GiB, devices: [net0], on: pod-0/rack-0/host-0}",
            "  - {name: old, memory: 24 GiB, lifetime: 60 s, on: pod-0/rack-0/host-1}",
            PLAN,
            "expect: [guests.departed == 1, guests.left == 0]");
    assertThat(summary.at("/took/untilSeconds").asDouble()).isBetween(73.0, 75.0);
    assertThat(summary.at("/timeSpent/boundBy").asText()).contains("room");
  }

  @Test
  void should_cancel_what_moves_a_guest_whose_time_is_over() throws IOException {
    JsonNode summary =
        run(
            "3",
            "vms:",
            "  - {name: short, count: 2, memory: 8 GiB, devices: [net0], lifetime: 12 s,",
            "     on: pod-0/rack-0/host-0}",
            "plan: [{at: 10 s, drain: pod-0/rack-0/host-0, limits: {per-source: 1}}]",
            "expect: [migrations.cancelled == 2, guests.left == 0, guests.departed == 2]");
    assertThat(summary.at("/plans/0/reasons").toString())
        .contains("short-0: cancelled, the guest left", "short-1: cancelled, the guest left");
  }

  @Test
  void should_move_guests_that_came_with_devices_that_work() throws IOException {
    JsonNode summary =
        run(
            "3",
            "vms: [{name: vm, memory: 4 GiB, on: pod-0/rack-0/host-0}]",
            "arrivals:",
            "  - {name: job, rate: 60/min, count: 3, memory: 4 GiB, devices: [net0, net0],",
            "     on: pod-0/rack-0/host-0}",
            "plan: [{at: 30 s, drain: pod-0/rack-0/host-0}]",
            "expect: [migrations.completed == 4]");
    assertThat(summary.at("/verdict").asText()).isEqualTo("VALID");
  }

  /** A host dies; whoever comes before anybody knows is lost with it. */
  @Test
  void should_lose_guests_that_come_to_a_host_that_is_down() throws IOException {
    JsonNode summary =
        run(
            "2",
            "vms: [{name: vm, memory: 4 GiB, on: pod-0/rack-0/host-0}]",
            "faults: [{kind: host-crash, target: pod-0/rack-0/host-1, at: 1 s}]",
            "arrivals: [{name: job, at: 2 s, rate: 600/min, count: 4, memory: 4 GiB,",
            "  lifetime: 1 h, on: pod-0/rack-0/host-1}]",
            "plan: [{at: 5 s, evacuate: pod-0/rack-0/host-1}]",
            "expect: [vms.lost == 0]");
    assertThat(summary.at("/migrations/completed").asLong()).isEqualTo(4);
  }

  @Test
  void should_refuse_arrivals_without_an_end() throws IOException {
    Terminal endless =
        terminal(
            "2",
            "vms: [{name: vm, memory: 4 GiB}]",
            "arrivals: [{name: job, rate: 1/min, memory: 4 GiB}]",
            PLAN);
    assertThat(endless.exitCode()).isEqualTo(2);
    assertThat(endless.err()).contains("say how long guests come, such as for: 2 h");
    Terminal many =
        terminal(
            "2",
            "vms: [{name: vm, memory: 4 GiB}]",
            "arrivals: [{name: vm, rate: 1000/s, for: 1 h, memory: 4 GiB}]",
            PLAN);
    assertThat(many.err()).contains("guests would come; at most 1,000,000 can", "another group");
  }
}
