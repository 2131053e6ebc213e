package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KindChecksTest {

  private static final String OWNER = "{name: net0, type: net}";

  private static List<String> problems(String hosts, String vm, String more) {
    String text =
        """
        name: small
        datacenter:
          fabric: {hosts-per-rack: 2}
          host: {memory: 64 GiB, owners: [%s]}
          hosts: [%s]
        vms:
          - {name: web, memory: 1 GiB, devices: [net0]%s}
        plan:
          - {migrate: web-0}
        %s
        """
            .formatted(OWNER, hosts, vm, more);
    return SmallFile.problems(text);
  }

  private static void refuses(String hosts, String vm, String more, String... words) {
    assertThat(problems(hosts, vm, more)).singleElement().asString().contains(words);
  }

  @Test
  void should_take_kinds_that_differ() {
    assertThat(
            problems(
                "{name: a, cpus: [x, y], machines: [m]}, {name: b, owners: [{name: net0, type: net, queues: 2,"
                    + " lacks: [rss], firmware: 1.2, admin-queue: {depth: 8}}]}",
                ", cpu: x, machine: m",
                "migration: {check: none}"))
        .isEmpty();
  }

  @Test
  void should_refuse_features_and_versions_that_are_none() {
    refuses(
        "{name: a, owners: [{name: net0, type: net, lacks: [config-wce]}]}",
        "",
        "",
        "a net device has no feature 'config-wce'");
    refuses(
        "{name: a, owners: [{name: net0, type: net, firmware: latest}]}",
        "",
        "",
        "'latest' is no version");
  }

  @Test
  void should_refuse_a_guest_that_nobody_can_run() {
    refuses("{name: a, cpus: [x]}", ", cpu: z", "", "no kind of hosts has 'z'; there are x");
    refuses("{name: a}", ", machine: m", "", "it would have no effect");
  }

  @Test
  void should_refuse_a_check_where_hosts_are_alike() {
    refuses("{name: a, speed: 200}", "", "migration: {check: none}", "it would have no effect");
  }
}
