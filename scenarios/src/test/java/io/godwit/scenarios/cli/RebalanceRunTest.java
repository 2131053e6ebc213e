package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts are brought within the goal of a rebalance, or it is said why not. */
class RebalanceRunTest {

  @TempDir private Path folder;

  private Terminal run(String vms, String plan, String expected) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(
        file,
        """
        name: even
        about: A case.
        datacenter:
          fabric: {hosts-per-rack: 4, host-link: 25 Gbit/s}
          hosts: [{name: plain, count: 4, memory: 64 GiB, processors: 32}]
        vms: [%s]
        plan: [%s]
        expect: [%s]
        """
            .formatted(vms, plan, expected));
    return Terminal.godwit("run", file.toString(), "--journal", "memory", "--json");
  }

  private static JsonNode summary(Terminal run) throws IOException {
    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static final String EIGHT =
      "{name: a, count: 8, memory: 4 GiB, processors: 2, on: pod-0/rack-0/host-0},"
          + "{name: b, count: 4, memory: 2 GiB, processors: 4, on: pod-0/rack-0/host-1}";

  @ParameterizedTest
  @CsvSource({"memory, 50, 0", "cpu, 50, 0", "count, 266.7, 0"})
  void should_even_out_what_is_asked_for(String by, double before, double after)
      throws IOException {
    JsonNode summary =
        summary(run(EIGHT, "{rebalance: all, by: " + by + ", within: 10%}", "'spread <= 10%'"));
    assertThat(summary.at("/plans/0/spread/by").asText()).isEqualTo(by);
    assertThat(summary.at("/plans/0/spread/before").asDouble()).isEqualTo(before);
    assertThat(summary.at("/plans/0/spread/after").asDouble()).isBetween(after, after + 10);
    assertThat(summary.at("/plans/0/result").asText()).isEqualTo("reached");
    assertThat(summary.at("/expectations/0/detail").asText())
        .isEqualTo("it is %.1f%%", summary.at("/plans/0/spread/after").asDouble());
  }

  /** Five guests on four hosts are one apart at best, and one is 80% of the mean. */
  @Test
  void should_say_that_a_bound_is_less_than_one_guest() throws IOException {
    String five = "{name: a, count: 5, memory: 1 GiB, on: pod-0/rack-0/host-0}";
    JsonNode summary = summary(run(five, "{rebalance: all, by: count, within: 1%}", ""));
    assertThat(summary.at("/plans/0/result").asText()).isEqualTo("reached");
    assertThat(summary.at("/plans/0/reasons/0").asText())
        .isEqualTo(
            "spread: within 1% cannot be reached: one guest is 80.0% of the mean, and is not"
                + " divided");
  }

  /** The one that would have to move cannot. */
  @Test
  void should_say_why_it_has_missed_its_goal() throws IOException {
    String pinned = "{name: big, memory: 32 GiB, migratable: false, on: pod-0/rack-0/host-0}";
    Terminal missed = run(pinned, "{rebalance: all, within: 10%}", "");
    assertThat(missed.exitCode()).isEqualTo(1);
    JsonNode plan = new ObjectMapper().readTree(missed.out()).at("/plans/0");
    assertThat(plan.at("/shortfall").asText())
        .isEqualTo("has missed its goal: hosts are 50.0% apart, not 10.0%");
    assertThat(plan.at("/reasons/0").asText())
        .isEqualTo(
            "spread: pod-0/rack-0/host-0 has 50.0%, pod-0/rack-0/host-1 0.0% (memory in use, of"
                + " the host's); no guest that has not moved yet fits there and brings them closer");
    JsonNode expected = summary(run(pinned, "{rebalance: all, within: 10%}", "'spread >= 50%'"));
    assertThat(expected.at("/plans/0/result").asText()).isEqualTo("expected");
  }

  @Test
  void should_be_cancelled_and_not_missed() throws IOException {
    JsonNode summary =
        summary(
            run(EIGHT, "{rebalance: all, name: even, within: 10%}, {cancel: even, at: 1 ms}", ""));
    assertThat(summary.at("/plans/0/result").asText()).isEqualTo("cancelled");
    assertThat(summary.at("/plans/0").has("shortfall")).isFalse();
    assertThat(summary.at("/migrations/cancelled").asLong()).isPositive();
  }

  /** It is even, for what was under way went on, but not in time. */
  @Test
  void should_not_call_hosts_apart_that_are_even_too_late() throws IOException {
    Terminal late = run(EIGHT, "{rebalance: all, within: 13%, deadline: 3 s}", "");
    JsonNode plan = new ObjectMapper().readTree(late.out()).at("/plans/0");
    assertThat(plan.at("/late").asLong()).isPositive();
    assertThat(plan.at("/shortfall").asText())
        .isEqualTo("%d under way at its deadline went on".formatted(plan.at("/late").asLong()));
  }

  @Test
  void should_say_of_those_who_have_not_begun_that_the_deadline_is_over() throws IOException {
    Terminal late = run(EIGHT, "{rebalance: all, within: 10%, deadline: 1 s}", "");
    JsonNode plan = new ObjectMapper().readTree(late.out()).at("/plans/0");
    assertThat(plan.at("/reasons/0").asText())
        .isEqualTo("a-2: failed, the deadline was over before it began");
  }

  /** Both would change sides, which evens out nothing. */
  @Test
  void should_part_no_companions_and_say_so() throws IOException {
    String pair = "{name: b, count: 2, together: q, memory: 8 GiB, on: pod-0/rack-0/host-0}";
    Terminal missed = run(pair, "{rebalance: all}", "");
    assertThat(missed.exitCode()).isEqualTo(1);
    JsonNode summary = new ObjectMapper().readTree(missed.out());
    assertThat(summary.at("/plans/0/reasons/0").asText())
        .endsWith("fits there and brings them closer, companions all or none");
    assertThat(summary.at("/migrations/total").asInt()).isZero();
  }

  /** What one move could not do for want of a cordoned host is done without it. */
  @Test
  void should_leave_out_hosts_under_drain_and_move_nobody_twice() throws IOException {
    JsonNode summary =
        summary(
            run(
                EIGHT,
                "{drain: pod-0/rack-0/host-3}, {rebalance: all, within: 10%, at: 1 s}",
                "'spread <= 10%'"));
    long moved = summary.at("/migrations/completed").asLong();
    assertThat(moved).isEqualTo(summary.at("/migrations/planned").asLong());
  }

  @Test
  void should_refuse_what_evens_out_nothing() throws IOException {
    assertThat(run(EIGHT, "{drain: pod-0/rack-0/host-0, by: cpu}", "").err())
        .contains("only rebalance reads it");
    assertThat(run(EIGHT, "{rebalance: all, by: disk}", "").err()).contains("'disk' is unknown");
    assertThat(run(EIGHT, "{rebalance: all, place: pack}", "").err())
        .contains("plan[0].place: a rebalance finds the emptiest host itself");
    assertThat(run(EIGHT, "{rebalance: {by: count}}", "").err()).contains("of what? give");
  }

  @Test
  void should_take_the_keys_of_what_a_plan_does_inside_of_it() throws IOException {
    String apart = "{rebalance: all, by: count, within: 30%}";
    String inside = "{rebalance: {hosts: all, by: count, within: 30%}}";
    assertThat(summary(run(EIGHT, inside, "")).at("/digest"))
        .isEqualTo(summary(run(EIGHT, apart, "")).at("/digest"));
    assertThat(run(EIGHT, "{rebalance: {hosts: all, bye: count}}", "").err())
        .contains("rebalance.bye: unknown key");
  }
}
