package io.godwit.scenarios.cli;

import io.godwit.model.sharing.FlowTable;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long one operation takes (a flow leaves, another arrives, the next end is asked for) with
 * many flows up on a leaf-spine of 40 hosts a rack, 2 flows a host, source and destination random.
 * Prints a table; the figure is the median of the repetitions.
 */
final class SolverBench {

  private static final int HOSTS_PER_RACK = 40;
  private static final ByteRate HOST_LINK = ByteRate.ofBitsPerSecond(25_000_000_000L);
  private static final int REPETITIONS = 7;
  private static final long ENDLESS_BYTES = 1L << 50;

  private final Topology topology;
  private final FlowTable table;
  private final SplittableRandom random = new SplittableRandom(1);
  private final long[] up;
  private long nextFlow;
  private long now;

  private SolverBench(int flows, int racks, int oversubscription) {
    var uplink = new ByteRate(HOST_LINK.bytesPerSecond() * HOSTS_PER_RACK / oversubscription);
    topology =
        new Topology(
            FabricShape.of(1, racks, HOSTS_PER_RACK, HOST_LINK, uplink, SimDuration.ofMicros(1)));
    table = FlowTable.over(topology);
    up = new long[flows];
    for (int i = 0; i < flows; i++) {
      up[i] = start();
    }
    table.settle();
  }

  /** Up to {@code most} flows, each table size measured for {@code length}. */
  static void run(int most, long lengthNanos, PrintWriter out) {
    out.println("microseconds per operation, one departure and one arrival");
    out.println("  flows   hosts  racks  uplinks     us/op");
    for (int oversubscription : new int[] {1, 4}) {
      for (int flows = 100; flows <= most; flows *= 10) {
        int racks = Math.max(2, flows / 2 / HOSTS_PER_RACK);
        report(flows, racks, oversubscription, lengthNanos, out);
      }
    }
    for (int flows = 100; flows <= most; flows *= 10) {
      report(flows, 100, 4, lengthNanos, out);
    }
    out.flush();
  }

  private static void report(
      int flows, int racks, int oversubscription, long lengthNanos, PrintWriter out) {
    var benchmark = new SolverBench(flows, racks, oversubscription);
    long warmUp = System.nanoTime() + 4 * lengthNanos;
    while (System.nanoTime() < warmUp) {
      benchmark.operate();
    }
    double[] micros = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      micros[i] = benchmark.measure(lengthNanos);
    }
    Arrays.sort(micros);
    out.printf(
        Locale.US,
        "%7d %7d %6d      %d:1 %9.1f%n",
        flows,
        benchmark.topology.hosts(),
        racks,
        oversubscription,
        micros[REPETITIONS / 2]);
  }

  private double measure(long length) {
    long begin = System.nanoTime();
    long operations = 0;
    long end = begin;
    for (; end - begin < length; end = System.nanoTime()) {
      operate();
      operations++;
    }
    return (end - begin) / 1e3 / operations;
  }

  private void operate() {
    now += 1_000;
    int at = random.nextInt(up.length);
    var present = new SimTime(now);
    table.end(up[at], table.sent(up[at], present), present);
    up[at] = start();
    table.settle();
    table.nextEnd();
  }

  /** Far too large to end meanwhile, so that the number of flows stays. */
  private long start() {
    int hosts = topology.hosts();
    int source = random.nextInt(hosts);
    int destination = (source + 1 + random.nextInt(hosts - 1)) % hosts;
    long flow = nextFlow++;
    table.start(
        flow,
        topology.route(source, destination),
        ByteCount.of(ENDLESS_BYTES),
        FlowTable.UNLIMITED,
        1,
        new SimTime(now));
    return flow;
  }
}
