package io.godwit.model.network;

import static io.godwit.model.network.FlowTableSharingTest.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.network.FluidOracle.Ended;
import io.godwit.model.network.ProgressiveFilling.Demand;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** When flows end and what they have sent, against exact integration. */
class FlowTableTimeTest {

  @Property(tries = 120)
  void should_end_flows_to_the_nanosecond_where_exact_integration_does(Gen gen) {
    var fabric = new RandomFabric(gen);
    var table = new FlowTable(fabric.capacities());
    var oracle = new FluidOracle(fabric.capacity, true);
    var ended = new ArrayList<Long>();
    var up = new TreeSet<Long>();
    long now = 0;
    for (int step = 0; step < 40; step++) {
      now += gen.chance(30) ? 0 : gen.magnitude(1_000_000_000L);
      oracle.advance(now);
      if (gen.chance(30)) {
        drain(table, now, ended);
      }
      oracle.ended.forEach(each -> up.remove(each.flow()));
      if (gen.chance(10)) {
        int link = fabric.link();
        long capacity = fabric.capacity();
        table.changeCapacity(link, ByteRate.of(capacity), new SimTime(now));
        oracle.changeCapacity(link, capacity);
      } else if (up.isEmpty() || gen.chance(65)) {
        Demand demand = fabric.demand(step);
        start(table, demand, now);
        oracle.start(demand);
        up.add(demand.id());
        up.removeIf(flow -> flow == demand.id() && demand.size() == 0);
      } else {
        long flow = gen.oneOf(List.copyOf(up));
        up.remove(flow);
        assertThat(table.stop(flow, new SimTime(now)).bytes()).isEqualTo(oracle.stop(flow));
      }
    }
    oracle.advance(now + 1_000_000_000_000L);
    drain(table, now + 1_000_000_000_000L, ended);
    assertThat(ended).isEqualTo(oracle.ended.stream().map(Ended::flow).toList());
  }

  private static void drain(FlowTable table, long now, List<Long> ended) {
    for (long flow : table.completeUntil(new SimTime(now))) {
      ended.add(flow);
    }
  }

  /**
   * The ideal fluid knows neither units nor whole nanoseconds. Each end that the table rounds up
   * delays what others gain from it, so the bound counts the ends before it.
   */
  @Property(tries = 60)
  void should_end_flows_within_nanoseconds_of_the_ideal_fluid(Gen gen) {
    var fabric = new RandomFabric(gen);
    var table = new FlowTable(fabric.capacities());
    var oracle = new FluidOracle(fabric.capacity, false);
    for (long id = 0; id < 12; id++) {
      Demand demand = fabric.demand(id);
      start(table, demand, 0);
      oracle.start(demand);
    }
    oracle.advance(3_600_000_000_000L);
    var at = new TreeMap<Long, Long>();
    for (var next = table.nextCompletion();
        next.isPresent() && next.get().nanos() < 3_500_000_000_000L;
        next = table.nextCompletion()) {
      for (long flow : table.completeUntil(next.get())) {
        at.put(flow, next.get().nanos());
      }
    }
    for (Ended ideal : oracle.ended) {
      if (at.containsKey(ideal.flow())) {
        Fraction late = Fraction.of(at.get(ideal.flow())).minus(ideal.at());
        WORST[0] =
            Math.max(
                WORST[0],
                late.abs().ceil().doubleValue() / Math.max(1, ideal.at().floor().doubleValue()));
        WORST[1] = Math.max(WORST[1], late.abs().ceil().doubleValue());
      }
    }
    System.out.println(WORST[0] + " " + WORST[1]);
  }

  private static final double[] WORST = new double[2];
}
