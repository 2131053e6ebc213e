package io.godwit.model.network;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.FabricEvent.BackgroundChanged;
import io.godwit.model.sharing.FlowTable;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What others than migrations send across links: so many flows on each, which want a rate together
 * and give way to migrations as connections do. What they had is known up to their last change.
 */
final class Background implements StatePart {

  /** One of the scenario's, on one link in one direction. */
  record Key(int number, int link) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byNumber = Integer.compare(number, other.number);
      return byNumber != 0 ? byNumber : Integer.compare(link, other.link);
    }
  }

  private record Running(long flow, ByteRate wants, SimTime since) {}

  private record Use(long wanted, long carried) {
    Use plus(Use more) {
      return new Use(wanted + more.wanted, carried + more.carried);
    }
  }

  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<Key, Running> running = new TreeMap<>();
  private final Map<Integer, Use> byLink = new TreeMap<>();
  private long flows;

  /** Its flows have numbers below zero; nobody is told of them. */
  void change(FlowTable table, int link, BackgroundChanged event, SimTime at) {
    var key = new Key(event.number(), link);
    Running was = running.remove(key);
    if (was != null) {
      ByteCount sent = table.sent(was.flow(), at);
      table.end(was.flow(), sent, at);
      double seconds = at.since(was.since()).nanos() / NANOS_PER_SECOND;
      long wanted = StrictMath.round(was.wants().bytesPerSecond() * seconds);
      byLink.merge(link, new Use(wanted, sent.bytes()), Use::plus);
    }
    if (!event.rate().isZero()) {
      flows--;
      table.startEndless(flows, new int[] {link}, event.rate(), event.flows(), at);
      running.put(key, new Running(flows, event.rate(), at));
    }
  }

  /** What is under way. */
  List<Key> running() {
    return List.copyOf(running.keySet());
  }

  /** What of a link's bytes was not of migrations. */
  ByteCount carried(int link) {
    Use use = byLink.get(link);
    return use == null ? ByteCount.ZERO : ByteCount.of(use.carried());
  }

  /** An account for each link that carried any. */
  List<FabricAnswer.BackgroundUsage> used(Topology topology) {
    return byLink.entrySet().stream()
        .map(
            link ->
                new FabricAnswer.BackgroundUsage(
                    topology.linkName(link.getKey()),
                    ByteCount.of(link.getValue().wanted()),
                    ByteCount.of(link.getValue().carried())))
        .toList();
  }
}
