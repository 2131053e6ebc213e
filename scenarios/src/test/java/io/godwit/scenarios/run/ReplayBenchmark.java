package io.godwit.scenarios.run;

import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.replay.Replay;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How fast a run is replayed from disk: one entity of all, and all. Run its {@code main} with the
 * folder of a run; figures are of the thread's own processor time, so that other work on the
 * machine does not count.
 */
public final class ReplayBenchmark {

  private static final int REPETITIONS = 7;

  private ReplayBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    try (PastRun run = PastRun.open(Path.of(arguments[0]))) {
      Replay replay = run.replay(run.rules("benchmark"));
      SortedSet<EntityId> all = run.log().entities();
      for (int i = 0; i < REPETITIONS; i++) {
        measure("one entity", run.log().count(), replay, new TreeSet<>(Set.of(all.last())));
        measure(all.size() + " entities", run.log().count(), replay, all);
      }
    }
  }

  private static void measure(String what, long events, Replay replay, Set<EntityId> entities) {
    var threads = ManagementFactory.getThreadMXBean();
    long began = threads.getCurrentThreadCpuTime();
    int held = replay.at(new SimTime(Long.MAX_VALUE), entities).size();
    double seconds = (threads.getCurrentThreadCpuTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-16s %,d events in %.3f s: %,.0f events/s (%d states)%n",
        what,
        events,
        seconds,
        events / seconds,
        held);
  }
}
