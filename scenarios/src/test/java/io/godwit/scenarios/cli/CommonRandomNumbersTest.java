package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies that are compared meet the same world, whenever they come to it. */
class CommonRandomNumbersTest {

  @TempDir private Path folder;

  @Test
  void should_stop_each_guest_as_fast_under_every_strategy() throws IOException {
    Map<String, String> copied = stopTimes("pre-copy");
    assertThat(copied).hasSizeGreaterThan(20);
    assertThat(Set.copyOf(copied.values())).hasSizeGreaterThan(20).doesNotContain("");
    assertThat(stopTimes("stop-and-copy")).isEqualTo(copied);
    assertThat(stopTimes("multifd")).isEqualTo(copied);
  }

  /** By guest, how long the phase took in which its vCPUs stopped. */
  private Map<String, String> stopTimes(String strategy) throws IOException {
    Path out = folder.resolve(strategy);
    Terminal run =
        Terminal.godwit(
            "run",
            "rack-drain",
            "--set",
            "datacenter.fabric.hosts-per-rack=4",
            "--set",
            "vms[0].count=200",
            "--set",
            "vms[1].count=30",
            "--set",
            "vms[2].count=10",
            "--set",
            "migration.memory.strategy=" + strategy,
            "--out",
            out.toString(),
            "--quiet");
    assertThat(run.exitCode()).as(run.err()).isLessThan(2);
    List<String> lines = Files.readAllLines(out.resolve("migrations.csv"));
    List<String> columns = List.of(lines.get(0).split(",", -1));
    var times = new TreeMap<String, String>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      times.put(values[columns.indexOf("vm")], values[columns.indexOf("vcpu_stop_ms")]);
    }
    return times;
  }
}
