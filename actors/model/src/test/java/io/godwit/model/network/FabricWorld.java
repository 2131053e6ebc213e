package io.godwit.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricAnswer.LinkUsage;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A fabric with a queue of messages to it, and a second one that is stopped after every message and
 * must do the same.
 */
final class FabricWorld {

  private record Due(SimTime at, long order, EntityId from, Message message)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final Topology topology;
  private final Scene<FabricState> steady;
  private final Scene<FabricState> shaken;
  private final PriorityQueue<Due> underWay = new PriorityQueue<>();
  private final Map<Long, FlowStarted> open = new LinkedHashMap<>();
  private final Map<String, Long> crossed = new LinkedHashMap<>();
  private final List<FabricAnswer.FlowEnded> answers = new ArrayList<>();
  private final List<LinkUsage> usage = new ArrayList<>();
  private long order;

  FabricWorld(Topology topology) {
    this.topology = topology;
    steady = Scene.of(new Fabric(topology));
    shaken = Scene.of(new Fabric(topology));
  }

  /** A message that will arrive. */
  void ask(SimTime at, EntityId from, Message message) {
    underWay.add(new Due(at, order++, from, message));
  }

  /** Until nothing is under way. */
  void run() {
    while (!underWay.isEmpty()) {
      Due next = underWay.poll();
      SimDuration passed = next.at().since(steady.now());
      steady.after(passed).when(next.from(), next.message());
      shaken.after(passed).when(next.from(), next.message());
      assertThat(shaken.events()).isEqualTo(steady.events());
      assertThat(shaken.outgoing()).isEqualTo(steady.outgoing());
      shaken.recovered();
      steady.events().forEach(this::happened);
      steady.outgoing().forEach(this::sent);
    }
  }

  private void sent(Outgoing out) {
    if (out.to().equals(EntityId.fabric())) {
      ask(steady.now().plus(out.delay()), EntityId.fabric(), out.message());
    } else if (out.message() instanceof FabricAnswer.FlowEnded answer) {
      answers.add(answer);
    } else if (out.message() instanceof FabricAnswer.Usage answer) {
      usage.addAll(answer.links());
    }
  }

  private void happened(Event event) {
    if (event instanceof FlowStarted started) {
      open.put(started.flow(), started);
    } else if (event instanceof FlowEnded ended) {
      FlowStarted was = open.remove(ended.flow());
      assertThat(ended.sent()).isLessThanOrEqualTo(was.size());
      if (!ended.sent().isZero()) {
        was.links().forEach(link -> crossed.merge(link, ended.sent().bytes(), Long::sum));
      }
    }
  }

  Topology topology() {
    return topology;
  }

  SimTime now() {
    return steady.now();
  }

  /** Flows that have not ended. */
  Map<Long, FlowStarted> open() {
    return open;
  }

  /** By link that was crossed: the bytes of the flows across it that have ended. */
  Map<String, Long> crossed() {
    return crossed;
  }

  /** What askers were told, in order. */
  List<FabricAnswer.FlowEnded> answers() {
    return answers;
  }

  /** What the fabric has reported of its links. */
  List<LinkUsage> usage() {
    return usage;
  }
}
