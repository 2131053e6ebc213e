package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twice as many plans, guests and hosts cost at most 2.2 times as much, from reading the file to
 * the report, each migration asked for by a plan of its own. Bytes that the thread takes are
 * compared always, since they are the same on a loaded machine; {@code -Dgodwit.scaling=12000} goes
 * up to so many migrations and compares the thread's processor time as well.
 */
class ScalingTest {

  private static final int FEWEST = 1_500;
  private static final int MOST = Integer.getInteger("godwit.scaling", 2 * FEWEST);
  private static final double MOST_TIMES = 2.2;
  private static final int GUESTS_PER_HOST = 10;

  @TempDir private Path folder;

  private record Cost(long bytes, long nanos) {
    Cost least(Cost other) {
      return new Cost(Math.min(bytes, other.bytes), Math.min(nanos, other.nanos));
    }

    Cost minus(Cost other) {
      return new Cost(bytes - other.bytes, nanos - other.nanos);
    }
  }

  @Test
  void should_cost_twice_as_much_for_twice_as_many() throws IOException {
    run(FEWEST);
    Cost startUp = cost(1);
    Cost before = cost(FEWEST).minus(startUp);
    for (int migrations = 2 * FEWEST; migrations <= MOST; migrations *= 2) {
      Cost twice = cost(migrations).minus(startUp);
      double bytes = (double) twice.bytes / before.bytes;
      double nanos = (double) twice.nanos / before.nanos;
      String what =
          String.format(
              Locale.ROOT,
              "%d migrations: %.2f times the bytes, %.2f times the processor time (%.1f s)",
              migrations,
              bytes,
              nanos,
              twice.nanos / 1e9);
      System.out.println(what);
      assertThat(bytes).as(what).isLessThanOrEqualTo(MOST_TIMES);
      if (MOST > 2 * FEWEST) {
        assertThat(nanos).as(what).isLessThanOrEqualTo(MOST_TIMES);
      }
      before = twice;
    }
  }

  /** The least of two, where time counts: others use the machine as well. */
  private Cost cost(int migrations) throws IOException {
    Cost once = run(migrations);
    return MOST > 2 * FEWEST ? once.least(run(migrations)) : once;
  }

  private Cost run(int migrations) throws IOException {
    Path file =
        Files.writeString(folder.resolve("of-" + migrations + ".yaml"), scenario(migrations));
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long nanos = thread.getCurrentThreadCpuTime();
    Terminal run = Terminal.godwit("run", file.toString(), "--journal", "memory", "-q");
    Cost cost =
        new Cost(
            thread.getCurrentThreadAllocatedBytes() - bytes,
            thread.getCurrentThreadCpuTime() - nanos);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(String.format(Locale.ROOT, "moved        %,d of %,d ", migrations, migrations));
    return cost;
  }

  private static String scenario(int migrations) {
    var text =
        new StringBuilder(
            """
            name: asked-one-by-one
            about: Every guest moves by a plan of its own.
            datacenter:
              fabric: {racks-per-pod: %d, hosts-per-rack: 20, host-link: 25 Gbit/s}
              host: {memory: 512 GiB}
            vms:
              - {name: web, count: %d, memory: 1 GiB}
            plan:
            """
                .formatted(Math.max(2, migrations / GUESTS_PER_HOST / 20), migrations));
    for (int i = 0; i < migrations; i++) {
      text.append("  - {at: %d ms, migrate: web-%d}%n".formatted(1000 + 50 * i, i));
    }
    return text.toString();
  }
}
