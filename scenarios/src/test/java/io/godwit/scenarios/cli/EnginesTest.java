package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engines, orchestrators and operators make of guests that are hard to move. */
class EnginesTest {

  private static final String PAIR =
      """
      name: pair
      datacenter:
        fabric: {hosts-per-rack: 2, host-link: 10 Gbit/s}
        host:
          memory: 64 GiB
          owners: [{name: net0, type: net, requests: 0/s, opaque: 64 MiB, opaque-change: 10%}]
      vms:
        - {name: vm, memory: 1 GiB, on: pod-0/rack-0/host-0, devices: [net0]}
      migration: {engine: qemu-10, retry: {attempts: 1}}
      plan:
        - {at: 1 s, migrate: vm-0, to: pod-0/rack-0/host-1}
      """;

  private static final String[] BUSY = {
    "vms[0].dirtying.model=uniform",
    "vms[0].dirtying.rate=2 GB/s",
    "vms[0].dirtying.working-set=900 MiB",
    "migration.orchestrator=kubevirt-post-copy"
  };

  @TempDir private Path folder;

  @Test
  void should_not_stop_a_guest_whose_devices_have_more_to_send_than_fits() throws IOException {
    String frozen = "migration.device-context.strategy=frozen-only";
    assertThat(completed(run(frozen, "datacenter.host.owners[0].opaque=100 MiB"))).isEqualTo(1);
    assertThat(completed(run(frozen, "datacenter.host.owners[0].opaque=1 GiB"))).isZero();
  }

  @Test
  void should_force_a_switch_over_instead_of_post_copy_where_there_are_devices()
      throws IOException {
    JsonNode summary = run(BUSY);
    assertThat(completed(summary)).isEqualTo(1);
    assertThat(summary.at("/downtimeMillis/max").asDouble()).isGreaterThan(300);
  }

  @Test
  void should_refuse_post_copy_of_devices_whichever_way_it_is_asked_for() throws IOException {
    for (String way :
        List.of(
            "migration.memory.strategy=post-copy",
            "migration.memory.strategy=hybrid",
            "migration.orchestrator=nova-post-copy")) {
      assertThat(refusal(way)).contains("does not go with devices");
    }
  }

  @Test
  void should_take_a_promised_bandwidth_only_where_the_engine_knows_it() throws IOException {
    String promise = "migration.memory.avail-switchover-bandwidth=8 Gbit/s";
    assertThat(completed(run(promise))).isEqualTo(1);
    assertThat(refusal(promise, "migration.engine=qemu-7.2")).contains("only qemu-8.2, ");
    assertThat(refusal(promise, "migration.engine=textbook")).contains("only qemu-8.2, ");
  }

  @Test
  void should_set_limits_anew_while_memory_is_copied() throws IOException {
    double plain = total("{max-bandwidth: 400 Mbit/s}");
    double changed =
        total("{max-bandwidth: 400 Mbit/s, changes: [{after: 10 s, max-bandwidth: 8 Gbit/s}]}");
    assertThat(plain).isGreaterThan(20);
    assertThat(changed).isBetween(10.5, 11.5);
    Terminal nothing = godwit("run", with("{changes: [{after: 10 s}]}"));
    assertThat(nothing.err()).contains("changes nothing");
    Terminal empty = godwit("run", with("{changes: [{after: 10 s, throttle: {}}]}"));
    assertThat(empty.err()).contains("changes nothing");
  }

  @Test
  void should_set_other_parameters_anew_where_they_count() throws IOException {
    String way = "{strategy: hybrid, max-postcopy-bandwidth: 400 Mbit/s";
    String faster = ", changes: [{after: 10 ms, max-postcopy-bandwidth: 8 Gbit/s}]";
    assertThat(total(way + faster + '}')).isLessThan(total(way + '}') / 2);
    String promise = "{max-bandwidth: 100 Mbit/s, downtime-limit: 20 ms";
    String later = ", changes: [{after: 500 ms, avail-switchover-bandwidth: 20 Gbit/s}]";
    assertThat(total(promise + later + '}')).isLessThan(total(promise + '}'));
    assertThat(godwit("run", with("{changes: [{after: 1 s, throttle: {max: 50%}}]}")).err())
        .contains("changes[0].throttle", "auto-converge");
    assertThat(
            godwit("run", with("{changes: [{after: 1 s, max-postcopy-bandwidth: 1 Gbit/s}]}"))
                .err())
        .contains("changes[0].max-postcopy-bandwidth", "post-copy");
  }

  private double total(String memory) throws IOException {
    Terminal run = godwit("run", with(memory));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    return new ObjectMapper().readTree(run.out()).at("/totalSeconds/max").asDouble();
  }

  private static String with(String memory) {
    String writes = ", dirtying: {model: uniform, rate: 2 GB/s, working-set: 900 MiB}";
    return PAIR.replace(", devices: [net0]", memory.contains("hybrid") ? writes : "")
        .replace("engine: qemu-10,", "engine: qemu-10, memory: " + memory + ',');
  }

  private static int completed(JsonNode summary) {
    return summary.at("/migrations/completed").asInt();
  }

  private JsonNode run(String... settings) throws IOException {
    Terminal run = godwit("run", PAIR, settings);
    assertThat(run.exitCode()).as(run.err()).isNotEqualTo(ExitCode.BAD_INPUT);
    return new ObjectMapper().readTree(run.out());
  }

  private String refusal(String... settings) throws IOException {
    Terminal run = godwit("run", PAIR, settings);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.BAD_INPUT);
    return run.err();
  }

  private Terminal godwit(String command, String scenario, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("pair.yaml"), scenario);
    var arguments = new ArrayList<>(List.of(command, file.toString()));
    arguments.addAll(List.of("--journal", "memory", "--json"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return Terminal.godwit(arguments.toArray(String[]::new));
  }
}
