package io.godwit.model.sharing;

import static io.godwit.model.sharing.FlowTableSharingTest.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.sharing.FluidOracle.Ended;
import io.godwit.model.sharing.ProgressiveFilling.Demand;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** When flows end and what they have sent, against exact integration. */
class FlowTableTimeTest {

  private static final long HOUR = 3_600_000_000_000L;

  @Property(tries = 120)
  void should_end_flows_to_the_nanosecond_where_exact_integration_does(Gen gen) {
    var fabric = new RandomFabric(gen);
    var table = fabric.table();
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
    oracle.advance(now + HOUR);
    drain(table, now + HOUR, ended);
    assertThat(ended).isEqualTo(oracle.ended.stream().map(Ended::flow).toList());
    stopAll(table, oracle, up, now + HOUR);
    for (int link = 0; link < fabric.capacity.length; link++) {
      assertUse(table.use(link, new SimTime(now + HOUR)), oracle, link);
    }
  }

  private static void stopAll(DrivenTable table, FluidOracle oracle, Set<Long> up, long now) {
    oracle.ended.forEach(each -> up.remove(each.flow()));
    for (long flow : up) {
      assertThat(table.stop(flow, new SimTime(now)).bytes()).isEqualTo(oracle.stop(flow));
    }
    assertThat(table.size()).isZero();
  }

  private static void assertUse(LinkUse use, FluidOracle oracle, int link) {
    assertThat(use.carried().bytes()).isEqualTo(oracle.carried[link]);
    assertThat(Fraction.of(use.full().nanos())).isEqualTo(oracle.full[link]);
    // A full link counts with all of its capacity, of which less than a unit a flow is left.
    Fraction peak = oracle.peak[link].times(Fraction.of(1_000_000_000L));
    assertThat(Fraction.of(use.peak().bytesPerSecond()))
        .isLessThanOrEqualTo(peak.plus(Fraction.of(1)));
    assertThat(Fraction.of(use.peak().bytesPerSecond() + 1).times(Fraction.of(17, 16)))
        .isGreaterThanOrEqualTo(peak);
  }

  private static void drain(DrivenTable table, long now, List<Long> ended) {
    for (long flow : table.endedUntil(new SimTime(now))) {
      ended.add(flow);
    }
  }

  /**
   * The ideal fluid knows neither units nor whole nanoseconds. Each end may come a nanosecond late,
   * which moves later ones; and a level of so many units may be wrong by one for each of weight.
   */
  @Property(tries = 60)
  void should_end_flows_close_to_where_the_ideal_fluid_does(Gen gen) {
    var fabric = new RandomFabric(gen);
    DrivenTable table = fabric.table();
    var oracle = new FluidOracle(fabric.capacity, false);
    long weights = 0;
    for (long id = 0; id < 12; id++) {
      Demand demand = fabric.demand(id);
      start(table, demand, 0);
      oracle.start(demand);
      weights += demand.weight();
    }
    oracle.advance(HOUR);
    Map<Long, Long> ends = endsOf(table, HOUR / 2);
    for (Ended ideal : oracle.ended) {
      if (ends.containsKey(ideal.flow())) {
        Fraction late = Fraction.of(ends.get(ideal.flow())).minus(ideal.at());
        Fraction drift = ideal.at().times(Fraction.of(1 + weights)).over(oracle.slowestUnits());
        assertThat(late.abs()).isLessThanOrEqualTo(drift.plus(Fraction.of(weights)));
      }
    }
  }

  private static Map<Long, Long> endsOf(DrivenTable table, long until) {
    var ends = new TreeMap<Long, Long>();
    var next = table.nextEnd();
    while (next.isPresent() && next.get().nanos() < until) {
      for (long flow : table.endedUntil(next.get())) {
        ends.put(flow, next.get().nanos());
      }
      next = table.nextEnd();
    }
    return ends;
  }
}
