package io.godwit.model.sharing;

import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A flow table and an owner that ends flows when they are complete. It settles as late as it may:
 * before time passes, or when somebody asks.
 */
final class DrivenTable {

  private record Ended(SimTime at, long flow) {}

  private final FlowTable table;
  private final List<Ended> unreported = new ArrayList<>();
  private SimTime now = SimTime.ZERO;

  DrivenTable(int links, IntFunction<ByteRate> capacities) {
    table = new FlowTable(links, capacities);
  }

  static DrivenTable over(Topology topology) {
    return new DrivenTable(topology.links(), topology::capacity);
  }

  void start(long flow, int[] route, ByteCount size, ByteRate cap, SimTime at) {
    start(flow, route, size, cap, 1, at);
  }

  void start(long flow, int[] route, ByteCount size, ByteRate cap, int weight, SimTime at) {
    passTo(at);
    table.start(flow, route, size, cap, weight, at);
  }

  void changeCapacity(int link, ByteRate capacity, SimTime at) {
    passTo(at);
    table.changeCapacity(link, capacity, at);
  }

  ByteCount stop(long flow, SimTime at) {
    passTo(at);
    ByteCount sent = table.sent(flow, at);
    table.end(flow, sent, at);
    return sent;
  }

  /** Without passing there: the answer must be the same as if it had. */
  ByteCount sent(long flow, SimTime at) {
    table.settle();
    return table.sent(flow, at);
  }

  Optional<SimTime> nextEnd() {
    table.settle();
    return table.nextEnd();
  }

  /** The flows that have ended since this was last asked, by the time of their end, then by id. */
  long[] endedUntil(SimTime at) {
    passTo(at);
    endComplete(at);
    unreported.sort(Comparator.comparing(Ended::at).thenComparingLong(Ended::flow));
    long[] flows = unreported.stream().mapToLong(Ended::flow).toArray();
    unreported.clear();
    return flows;
  }

  private void passTo(SimTime at) {
    if (at.isAfter(now)) {
      endComplete(now);
      for (var end = nextEnd(); end.isPresent() && !end.get().isAfter(at); end = nextEnd()) {
        endComplete(end.get());
      }
      now = at;
    }
  }

  private void endComplete(SimTime at) {
    table.settle();
    for (long flow : table.complete(at)) {
      table.end(flow, table.sent(flow, at), at);
      unreported.add(new Ended(at, flow));
    }
  }

  LinkUse use(int link, SimTime at) {
    table.settle();
    return table.use(link, at);
  }

  ByteRate rate(long flow) {
    table.settle();
    return table.rate(flow);
  }

  long level(long flow) {
    table.settle();
    return table.level(flow);
  }

  int size() {
    return table.size();
  }
}
