package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is drawn: for whom, from what, and from a stream that nothing else disturbs. */
class ChanceTest {

  private static final String DRAIN =
      """
      name: case
      datacenter:
        fabric: {hosts-per-rack: 4, host-link: 100 Gbit/s}
        host: {memory: 2 TiB}
      vms:
        - {name: vm, count: 200, memory: 4 GiB, on: pod-0/rack-0/host-0}
      plan:
        - {at: 1 s, drain: pod-0/rack-0/host-0, limits: {per-source: 8, per-destination: 8}}
      """;

  /** The column of what stopping the devices took. */
  private static final int STOP = 14;

  @TempDir private Path folder;

  /** By guest: the cells of its line. */
  private Map<String, String[]> run(String... settings) throws IOException {
    return ran(DRAIN, settings);
  }

  private Map<String, String[]> ran(String text, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("scenario.yaml"), text);
    Path out = Files.createTempDirectory(folder, "run").resolve("run");
    var words = new ArrayList<>(List.of("run", file.toString(), "--out", out.toString()));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    Terminal run = Terminal.godwit(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    var rows = new LinkedHashMap<String, String[]>();
    for (String line : Files.readAllLines(out.resolve("migrations.csv"))) {
      String[] cells = line.split(",", -1);
      rows.put(cells[1], cells);
    }
    rows.remove("vm");
    return rows;
  }

  private static double mean(Map<String, String[]> rows, int column) {
    return rows.values().stream()
        .mapToDouble(cells -> Double.parseDouble(cells[column]))
        .average()
        .orElseThrow();
  }

  /** Devices stop one after the other and drain what is in flight, each in its own time. */
  @Test
  void should_draw_what_requests_take_for_each_member() throws IOException {
    String owner = "{name: net0, type: net, profile: virtio-1.4, members: 256, request-time: %s}";
    Map<String, String[]> drawn = withOwner(owner.formatted("'uniform(1 ms, 9 ms)'"));
    Map<String, String[]> alike = withOwner(owner.formatted("5 ms"));
    assertThat(drawn.values().stream().map(cells -> cells[STOP]).distinct().count())
        .isGreaterThan(150);
    assertThat(alike.values().stream().map(cells -> cells[STOP]).distinct().count())
        .isLessThan(120);
    assertThat(mean(drawn, STOP)).isEqualTo(mean(alike, STOP), within(0.6));
  }

  private Map<String, String[]> withOwner(String owner) throws IOException {
    String text =
        DRAIN
            .replace("2 TiB}", "2 TiB, owners: [" + owner + "]}")
            .replace("{name: vm,", "{name: vm, devices: [net0],");
    return ran(text);
  }

  @Test
  void should_draw_how_long_a_fault_goes_on() throws IOException {
    String fault = "{kind: link-down, target: pod-0/rack-0/host-0, at: 2 s, every: 40 s, count: 9";
    List<Double> drawn = downs(fault + ", for: 'uniform(1 s, 30 s)'}");
    assertThat(drawn).hasSize(9).doesNotHaveDuplicates();
    assertThat(drawn).allSatisfy(seconds -> assertThat(seconds).isBetween(1.0, 30.0));
    assertThat(downs(fault + ", for: 5 s}")).hasSize(9).containsOnly(5.0);
  }

  /** How long the link of the drained host was down each time, in seconds. */
  private List<Double> downs(String fault) throws IOException {
    String text = DRAIN + "faults:\n  - " + fault + "\n";
    Path file = Files.writeString(folder.resolve("faults.yaml"), text);
    Path out = Files.createTempDirectory(folder, "run").resolve("run");
    Terminal run = Terminal.godwit("run", file.toString(), "-q", "--out", out.toString());
    assertThat(run.err()).isEmpty();
    List<Long> times =
        Sql.longs(
            out.resolve("events.db"),
            "select at_ns from link_changed where link like '%host-0/tx' order by at_ns");
    var lengths = new ArrayList<Double>();
    for (int i = 0; i + 1 < times.size(); i += 2) {
      lengths.add((times.get(i + 1) - times.get(i)) / 1e9);
    }
    return lengths;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normal(4 GiB, 1 GiB)     | 4.0",
        "lognormal(4 GiB, 50%)    | 4.53",
        "uniform(2 GiB, 6 GiB)    | 4.0",
        "exponential(4 GiB)       | 4.0",
        "empirical(2 GiB, 2 GiB, 8 GiB) | 4.0",
      })
  void should_draw_the_size_of_each_guest(String drawn, double meanGib) throws IOException {
    Map<String, String[]> rows = run("vms[0].memory=" + drawn);
    assertThat(mean(rows, 6) / (1L << 30)).isEqualTo(meanGib, within(0.6));
    assertThat(rows.values().stream().map(cells -> cells[6]).distinct().count()).isGreaterThan(1);
  }

  @Test
  void should_draw_the_same_for_a_guest_whatever_else_there_is() throws IOException {
    String drawn = "vms[0].memory=uniform(1 GiB, 8 GiB)";
    Map<String, String[]> many = run(drawn);
    Map<String, String[]> few =
        run(
            drawn,
            "vms[0].count=20",
            "vms[0].dirtying.model=uniform",
            "vms[0].dirtying.rate=uniform(1 MB/s, 9 MB/s)");
    few.forEach((vm, cells) -> assertThat(cells[6]).as(vm).isEqualTo(many.get(vm)[6]));
    Map<String, String[]> reseeded = run(drawn, "seed=2");
    assertThat(reseeded.get("vm-0")[6]).isNotEqualTo(many.get("vm-0")[6]);
  }

  @Test
  void should_draw_how_long_each_stop_takes() throws IOException {
    Map<String, String[]> rows = run("datacenter.host.vcpu-stop=exponential(20 ms)");
    assertThat(mean(rows, 13)).isEqualTo(20, within(4.0));
  }

  /** The first stop of a device takes the same whatever commands a strategy sends before. */
  @Test
  void should_draw_what_each_command_takes_and_the_same_for_every_strategy() throws IOException {
    String[] devices = {
      "vms[0].count=40",
      "vms[0].devices[0]=net0",
      "datacenter.host.owners[0].name=net0",
      "datacenter.host.owners[0].type=net",
      "datacenter.host.owners[0].admin-queue.stop-time=lognormal(20 ms, 50%)",
      "datacenter.host.owners[0].admin-queue.engines=64",
      "datacenter.host.vcpu-start=uniform(1 ms, 9 ms)",
    };
    Map<String, String[]> frozen = run(devices);
    assertThat(mean(frozen, STOP)).isEqualTo(22.6, within(4.0));
    assertThat(frozen.values().stream().map(cells -> cells[STOP]).distinct().count())
        .isGreaterThan(30);
    var ahead = new ArrayList<>(List.of(devices));
    ahead.add("migration.device-context.strategy=ahead-then-delta");
    run(ahead.toArray(String[]::new))
        .forEach((vm, cells) -> assertThat(cells[STOP]).isEqualTo(frozen.get(vm)[STOP]));
    var reseeded = new ArrayList<>(List.of(devices));
    reseeded.add("seed=2");
    assertThat(mean(run(reseeded.toArray(String[]::new)), STOP)).isNotEqualTo(mean(frozen, STOP));
  }

  @Test
  void should_say_what_a_distribution_needs() throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, DRAIN.replace("memory: 4 GiB", "memory: \"normal(4 GiB)\""));
    Terminal wrong = Terminal.godwit("validate", file.toString());
    assertThat(wrong.err()).contains("scenario.yaml:6", "write normal(mean, deviation)");
    Files.writeString(file, DRAIN.replace("memory: 4 GiB", "memory: \"gauss(4 GiB, 1 GiB)\""));
    assertThat(Terminal.godwit("validate", file.toString()).err())
        .contains("'gauss' is unknown; use one of normal, lognormal");
    Files.writeString(file, DRAIN.replace("memory: 4 GiB", "memory: normal(4 GiB, 1 GiB)"));
    assertThat(Terminal.godwit("validate", file.toString()).err())
        .contains("'normal(4 GiB' ends at a comma; write all of it in quotes");
  }
}
