package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Twice as many plans, guests and hosts cost at most 2.2 times as much, from reading the file to
 * the report, each migration asked for by a plan of its own; so do twice as many faults. Bytes that
 * the thread takes are compared always, since they are the same on a loaded machine; {@code
 * -Dgodwit.scaling=12000} goes up to so many migrations and compares the thread's processor time as
 * well.
 */
class ScalingTest {

  private static final int FEWEST = 1_500;
  private static final int MOST = Integer.getInteger("godwit.scaling", 2 * FEWEST);
  private static final double MOST_TIMES = 2.2;
  private static final int GUESTS_PER_HOST = 10;
  private static final int FAULTS_PER_HOST = 10;

  @TempDir private Path folder;

  private record Cost(long bytes, long nanos) {
    Cost least(Cost other) {
      return new Cost(Math.min(bytes, other.bytes), Math.min(nanos, other.nanos));
    }

    Cost minus(Cost other) {
      return new Cost(bytes - other.bytes, nanos - other.nanos);
    }
  }

  private enum Of {
    MIGRATIONS {
      @Override
      String scenario(int count) {
        return migrations(count);
      }
    },
    FAULTS {
      @Override
      String scenario(int count) {
        return faults(count);
      }
    };

    abstract String scenario(int count);
  }

  @ParameterizedTest
  @EnumSource
  void should_cost_twice_as_much_for_twice_as_many(Of what) throws IOException {
    run(what, FEWEST);
    Cost startUp = cost(what, 1);
    Cost before = cost(what, FEWEST).minus(startUp);
    for (int count = 2 * FEWEST; count <= MOST; count *= 2) {
      Cost twice = cost(what, count).minus(startUp);
      double bytes = (double) twice.bytes / before.bytes;
      double nanos = (double) twice.nanos / before.nanos;
      String says =
          String.format(
              Locale.ROOT,
              "%d %s: %.2f times the bytes, %.2f times the processor time (%.1f s)",
              count,
              what.name().toLowerCase(Locale.ROOT),
              bytes,
              nanos,
              twice.nanos / 1e9);
      System.out.println(says);
      assertThat(bytes).as(says).isLessThanOrEqualTo(MOST_TIMES);
      if (MOST > 2 * FEWEST) {
        assertThat(nanos).as(says).isLessThanOrEqualTo(MOST_TIMES);
      }
      before = twice;
    }
  }

  /** The least of two, where time counts: others use the machine as well. */
  private Cost cost(Of what, int count) throws IOException {
    Cost once = run(what, count);
    return MOST > 2 * FEWEST ? once.least(run(what, count)) : once;
  }

  private Cost run(Of what, int count) throws IOException {
    Path file = Files.writeString(folder.resolve("of-" + count + ".yaml"), what.scenario(count));
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long nanos = thread.getCurrentThreadCpuTime();
    Terminal run = Terminal.godwit("run", file.toString(), "--journal", "memory", "-q");
    Cost cost =
        new Cost(
            thread.getCurrentThreadAllocatedBytes() - bytes,
            thread.getCurrentThreadCpuTime() - nanos);
    assertThat(run.exitCode()).as(run.err()).isZero();
    int moved = what == Of.MIGRATIONS ? count : 1;
    assertThat(run.out())
        .contains(String.format(Locale.ROOT, "moved        %,d of %,d ", moved, moved));
    return cost;
  }

  /** Each host has as many at once, however many there are in all. */
  private static String faults(int count) {
    var text =
        new StringBuilder(
            """
            name: struck-one-by-one
            about: Links fail and are mended, one after the other, and then a guest moves.
            datacenter:
              fabric: {racks-per-pod: %d, hosts-per-rack: 20, host-link: 25 Gbit/s}
              host: {memory: 64 GiB}
            vms:
              - {name: web, memory: 1 GiB, on: pod-0/rack-0/host-0}
            plan:
              - {at: 1 h, migrate: web-0}
            faults:
            """
                .formatted(2 + count / FAULTS_PER_HOST / 20));
    for (int i = 0; i < count; i++) {
      int host = i / FAULTS_PER_HOST;
      text.append(
          "  - {kind: link-degraded, target: pod-0/rack-%d/host-%d, at: %d ms, for: 60 s, capacity: 1 Gbit/s}%n"
              .formatted(host / 20, host % 20, 1000 + i));
    }
    return text.toString();
  }

  private static String migrations(int migrations) {
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
