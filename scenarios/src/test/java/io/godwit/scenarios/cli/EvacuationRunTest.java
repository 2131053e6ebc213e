package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was lost with a host is started anew elsewhere, and is on that host no more. */
class EvacuationRunTest {

  @TempDir private Path folder;

  private String run(String vms, String plan) throws IOException {
    return run("host: {memory: 64 GiB, vm-boot: 20 min}", vms, plan);
  }

  private String run(String hosts, String vms, String plan) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(
        file,
        """
        name: anew
        about: A case.
        datacenter:
          fabric: {hosts-per-rack: 4, host-link: 25 Gbit/s}
          %s
        vms: [%s]
        faults: [{kind: host-crash, host: pod-0/rack-0/host-0, at: 1 s, for: 2 min}]
        fleet: {detection: 10 s}
        plan: [{at: 20 s, evacuate: pod-0/rack-0/host-0}, %s]
        """
            .formatted(hosts, vms, plan));
    return Terminal.godwit("run", file.toString(), "--journal", "memory", "--steps").out();
  }

  /** Five boot elsewhere meanwhile, all at once, though two at a time may leave a host. */
  @Test
  void should_hold_nobody_by_guests_that_have_left_no_host() throws IOException {
    String steps =
        run(
            "{name: a, count: 5, memory: 4 GiB, on: pod-0/rack-0/host-0},"
                + "{name: c, memory: 4 GiB, on: pod-0/rack-0/host-1}",
            "{at: 200 s, migrate: c-0, to: pod-0/rack-0/host-0},"
                + "{at: 300 s, drain: pod-0/rack-0/host-0, limits: {per-source: 1}}");
    assertThat(steps)
        .contains("at most 6 migrations at once")
        .containsPattern(" 300000.0\\d+ ms .* migration-admitted migration=plan-2/c-0 ")
        .containsPattern(" 30\\d{4}.\\d+ ms .* plan-finished plan=2 completed=1 failed=0")
        .containsPattern(" 12\\d{5}.\\d+ ms .* plan-finished plan=0 completed=5 failed=0");
  }

  /** A guest that is started anew brings no state that an older engine could not take. */
  @Test
  void should_start_guests_anew_whatever_the_engine_and_where_their_machine_is_known()
      throws IOException {
    String kinds =
        "hosts: [{name: new, count: 1, engine: qemu-10, memory: 64 GiB},"
            + "{name: strange, count: 2, engine: qemu-10, memory: 64 GiB, machines: [q35-1]},"
            + "{name: old, count: 1, engine: qemu-7.2, memory: 64 GiB}]";
    assertThat(
            run(
                kinds,
                "{name: a, memory: 4 GiB, machine: q35-2, on: pod-0/rack-0/host-0}",
                "{at: 2 h, evacuate: pod-0/rack-0/host-0}"))
        .contains("1 of 1 migration")
        .contains("migration-admitted migration=plan-0/a-0 destination=pod-0/rack-0/host-3");
  }

  /** It fits nowhere else, and does not run on the host that has come back and is drained. */
  @Test
  void should_leave_who_was_lost_out_of_a_drain() throws IOException {
    String steps =
        run(
            "{name: a, memory: 40 GiB, on: pod-0/rack-0/host-0},"
                + "{name: b, memory: 40 GiB, on: pod-0/rack-0/host-1},"
                + "{name: c, memory: 40 GiB, on: pod-0/rack-0/host-2},"
                + "{name: d, memory: 40 GiB, on: pod-0/rack-0/host-3}",
            "{at: 130 s, drain: pod-0/rack-0/host-0, uncordon: true}");
    assertThat(steps)
        .contains("a-0: failed, no permitted host has room for a-0 (40.0 GiB, devices [])")
        .contains("; 1 more is among those evacuated, and would have room")
        .contains("plan 0 (evacuate pod-0/rack-0/host-0) has missed its goal by 1")
        .contains("plan-finished plan=1 completed=0 failed=0")
        .doesNotContain("migration=plan-1/a-0");
  }

  /** Who was started anew was copied in no round, of no byte: the report counts no zeros either. */
  @Test
  void should_say_the_same_of_rounds_as_the_report_when_it_is_compared() throws IOException {
    run(
        "{name: a, count: 5, memory: 4 GiB, on: pod-0/rack-0/host-0},"
            + "{name: c, memory: 4 GiB, on: pod-0/rack-0/host-1}",
        "{at: 200 s, migrate: c-0, to: pod-0/rack-0/host-0}");
    String run = folder.resolve("run").toString();
    String file = folder.resolve("scenario.yaml").toString();
    Terminal.godwit("run", file, "--out", run, "--quiet");
    var json = new ObjectMapper();
    JsonNode reported = json.readTree(folder.resolve("run/summary.json").toFile());
    JsonNode compared =
        json.readTree(Terminal.godwit("diff", run, run, "--json").out()).path("distributions");
    assertThat(compared.at("/rounds/a/mean")).isEqualTo(reported.at("/rounds/mean"));
    assertThat(compared.at("/memoryMebibytes/a/p50").asDouble()).isGreaterThan(4096);
  }
}
