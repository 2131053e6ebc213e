package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The smallest inputs of their kinds that once came out wrong, one a row, with what is to come out.
 */
class OperationsRowsTest {

  private static Terminal run(String file) {
    Path path =
        Path.of(System.getProperty("godwit.home"), "scenarios/src/test/resources/operations", file);
    return Terminal.godwit("run", path.toString(), "--journal", "memory", "--quiet");
  }

  /** The parts of what is to be said stand between exclamation marks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stop-answer-lost | 1 | INVALID!vm-0: rolled-back!0 of 1 guest lost!struck    fault 0",
        "device-state-smallest | 0 | VALID!vgpu-0: failed, not converged!0 of 1 migration",
        "kubevirt-vfio-postcopy | 0 | 1 of 1 migration!downtime (ms)               1,484",
        "stall-detector-smallest | 1 | stalled: within 60.000 s there was no moment to stop",
        "multifd-device-state-by-version | 0 | qemu-7.2      1,372.3 ms!qemu-8.2      1,372.3 ms!qemu-10         413.6 ms",
        "took-counts-the-fault | 0 | took         13.77 s!struck    fault 0",
        "cancel-textbook | 0 | took         10.00 s!sent         11.6 GiB!1 cancelled",
        "cancel-wasted-bytes | 0 | took         10.00 s!sent         11.6 GiB!1 cancelled",
        "fault-that-never-strikes | 0 | UNKNOWN!4 of 4 faults never struck",
        "bandwidth-zero | 2 | is nothing; leave the key out",
        "nova-configured | 2 | orchestrator nova sets the limit itself!orchestrator nova ends attempts itself",
        "no-patience | 1 | vm-0: failed, no progress in 1 round (patience)",
        "pause-after | 0 | took         67.53 s!final-memory took 7.528 s",
        "pause-after-rounds | 0 | qemu-8.2                     1    8,171.0 ms!qemu-10 ",
        "rhv-minimal-downtime | 0 | 500 ms for ever                     1      457.8 ms!100 ms for ever                     0             -",
        "avail-switchover-bandwidth | 1 | vm-0: failed, not converged within 150.000 s a GiB",
        "faster-destination | 0 | energy       20.05 J!took         10.03 s",
        "destination-host-crashes | 0 | 1 of 1 migration!1 retry!host-2/rx!struck    fault 0",
        "trace-from-file | 0 | 1 of 1 migration",
        "policy-per-guest | 0 | 4 of 4 migrations!db                               2/2",
        "postcopy-hugepages | 0 | slowdown (ms)               6,886",
        "postcopy-recover | 0 | vms.lost == 0 (it is 0)!63.77 s",
        "migration-on-storage-network | 0 | 2 of 2 migrations",
        "vdpa-suspended-at-start | 0 | 3 runs!downtime.max",
      })
  void should_give_what_its_row_says(String file, int exit, String said) {
    Terminal run = run(file + ".yaml");
    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(exit);
    assertThat(run.out() + run.err()).contains(List.of(said.split("!", -1)));
  }

  /** Thirty seconds without a byte end the connection, whenever the outage begins. */
  @Test
  void should_end_post_copy_after_thirty_seconds_without_a_byte() {
    String table = run("postcopy-outage-grid.yaml").out();
    for (String begins : List.of("5 s", "15 s", "20 s", "25 s", "30 s", "35 s", "50 s")) {
      assertThat(table.lines().filter(line -> line.startsWith("  " + begins + "  ")).findFirst())
          .hasValueSatisfying(
              line ->
                  assertThat(line.strip().substring(begins.length()).strip().split(" +"))
                      .containsExactly("0", "1", "1", "1", "1"));
    }
  }
}
