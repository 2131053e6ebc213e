package io.godwit.model.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.sharing.ProgressiveFilling.Demand;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Random fabrics against the oracles, after every operation. */
class FlowTableSharingTest {

  private static final ByteRate RATE = ByteRate.of(3_125_000_000L);
  private static final SimDuration HOP = SimDuration.ofMicros(1);

  private static final Fraction UNIT = Fraction.of(1, 1L << Work.FRACTION_BITS);

  @Property(tries = 300)
  void should_allocate_as_progressive_filling_does_after_every_operation(Gen gen) {
    var fabric = new RandomFabric(gen);
    long[] capacity = fabric.capacity.clone();
    var table = fabric.table();
    var flows = new TreeMap<Long, Demand>();
    for (int step = 0; step < 60; step++) {
      if (gen.chance(10)) {
        int link = fabric.link();
        capacity[link] = fabric.capacity();
        table.changeCapacity(link, ByteRate.of(capacity[link]), SimTime.ZERO);
      } else if (flows.isEmpty() || gen.chance(60)) {
        Demand demand = endless(fabric.demand(step));
        flows.put(demand.id(), demand);
        start(table, demand, 0);
      } else {
        long flow = gen.oneOf(List.copyOf(flows.keySet()));
        flows.remove(flow);
        table.stop(flow, SimTime.ZERO);
      }
      assertSharesAs(capacity, flows, table);
    }
  }

  @Property(tries = 100)
  void should_not_depend_on_the_order_of_simultaneous_operations(Gen gen) {
    var fabric = new RandomFabric(gen);
    List<Demand> demands = new ArrayList<>();
    for (long id = 0; id < 30; id++) {
      demands.add(endless(fabric.demand(id)));
    }
    var straight = fabric.table();
    demands.forEach(demand -> start(straight, demand, 0));
    var shuffled = fabric.table();
    start(shuffled, endless(fabric.demand(1000)), 0);
    var rest = new ArrayList<>(demands);
    while (!rest.isEmpty()) {
      start(shuffled, rest.remove(gen.between(0, rest.size() - 1)), 0);
      if (gen.chance(50)) {
        shuffled.nextEnd();
      }
    }
    shuffled.stop(1000, SimTime.ZERO);
    for (Demand demand : demands) {
      assertThat(shuffled.level(demand.id())).isEqualTo(straight.level(demand.id()));
    }
  }

  @Property(tries = 2)
  void should_allocate_as_progressive_filling_does_on_a_larger_leaf_spine(Gen gen) {
    var shape = FabricShape.of(2, 4, 6, RATE, ByteRate.of(3L * RATE.bytesPerSecond() / 2), HOP);
    var topology = new Topology(shape.withPodUplink(ByteRate.of(4 * RATE.bytesPerSecond())));
    var table = DrivenTable.over(topology);
    long[] capacity =
        IntStream.range(0, topology.links())
            .mapToLong(link -> topology.capacity(link).bytesPerSecond())
            .toArray();
    var flows = new TreeMap<Long, Demand>();
    for (int step = 0; step < 400; step++) {
      if (flows.size() < 100 || gen.chance(50)) {
        int source = gen.between(0, topology.hosts() - 1);
        int[] route = topology.route(source, gen.between(0, topology.hosts() - 1));
        long cap = gen.chance(route.length == 0 ? 100 : 20) ? 1 + gen.magnitude(1L << 31) : -1;
        var links = Arrays.stream(route).boxed().toList();
        var demand = new Demand(step, links, Work.MOST_BYTES, cap, 1);
        flows.put(demand.id(), demand);
        start(table, demand, step);
      } else {
        long flow = gen.oneOf(List.copyOf(flows.keySet()));
        flows.remove(flow);
        table.stop(flow, new SimTime(step));
      }
      table.nextEnd();
      if (step % 20 == 0) {
        assertSharesAs(capacity, flows, table);
      }
    }
  }

  /** Too large to end, so that only the sharing matters; never zero-sized, so that it starts. */
  private static Demand endless(Demand demand) {
    return new Demand(demand.id(), demand.route(), Work.MOST_BYTES, demand.cap(), demand.weight());
  }

  private static void assertSharesAs(long[] capacity, Map<Long, Demand> flows, DrivenTable table) {
    Map<Long, Fraction> rounded = new ProgressiveFilling(true).levels(capacity, flows.values());
    Map<Long, Fraction> exact = new ProgressiveFilling(false).levels(capacity, flows.values());
    boolean whole = exact.values().stream().allMatch(FlowTableSharingTest::isWholeUnits);
    long weights = flows.values().stream().mapToLong(Demand::weight).sum();
    for (long flow : flows.keySet()) {
      Fraction level = Fraction.of(table.level(flow)).times(UNIT);
      assertThat(level)
          .as("level of flow %d of %s", flow, flows.keySet())
          .isEqualTo(rounded.get(flow));
      if (whole) {
        assertThat(level).isEqualTo(exact.get(flow));
      }
      assertThat(level.minus(exact.get(flow)).abs())
          .isLessThanOrEqualTo(UNIT.times(Fraction.of(1 + weights)));
    }
  }

  private static boolean isWholeUnits(Fraction level) {
    return level.over(UNIT).denominator().equals(BigInteger.ONE);
  }

  static void start(DrivenTable table, Demand demand, long nanos) {
    table.start(
        demand.id(),
        demand.route().stream().mapToInt(Integer::intValue).toArray(),
        ByteCount.of(demand.size()),
        demand.cap() < 0 ? FlowTable.UNLIMITED : ByteRate.of(demand.cap()),
        demand.weight(),
        new SimTime(nanos));
  }
}
