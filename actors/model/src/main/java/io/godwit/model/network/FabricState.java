package io.godwit.model.network;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.State;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent;
import io.godwit.model.event.FabricEvent.BackgroundChanged;
import io.godwit.model.event.FabricEvent.FlowBegun;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FabricEvent.LinkCapacityChanged;
import io.godwit.model.id.EntityId;
import io.godwit.model.sharing.FlowTable;
import io.godwit.model.sharing.LinkUse;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The flows under way, when something is next due with one of them, and what links have done. */
final class FabricState implements State {

  /**
   * A flow that has been started and has not ended.
   *
   * @param begins when it takes a share for the first time, as the network model has it
   * @param deadline when it must end, complete or not; empty for what no run lives to see
   */
  record Open(
      long flow,
      EntityId asker,
      long number,
      int source,
      int destination,
      ByteCount size,
      ByteRate cap,
      SimTime since,
      SimTime begins,
      Optional<SimTime> deadline) {}

  private record Key(EntityId asker, long number) {}

  private static final Dispatch<FabricState, SimTime, Event> EVENTS =
      Dispatch.<FabricState, SimTime, Event>over(FabricEvent.class)
          .on(FlowStarted.class, FabricState::started)
          .on(FlowBegun.class, FabricState::begun)
          .on(FlowEnded.class, FabricState::ended)
          .on(LinkCapacityChanged.class, FabricState::changed)
          .on(BackgroundChanged.class, FabricState::background)
          .total();

  private final transient Topology topology;
  private final FlowTable table;
  private final Map<Long, Open> open = new LinkedHashMap<>();

  /** The same flows by what their askers call them. */
  private final transient Map<Key, Long> numbers = new LinkedHashMap<>();

  /** When flows must end, complete or not. */
  private final Moments deadlines = new Moments();

  /** When flows begin that have been started and wait, as the network model has it. */
  private final Moments beginnings = new Moments();

  private final Keepalives keepalives = new Keepalives();
  private final Background background = new Background();
  private long lastFlow;
  private SimTime look = SimTime.ZERO;

  FabricState(Topology topology) {
    this.topology = topology;
    this.table = FlowTable.over(topology);
  }

  /**
   * Shares are settled once all that is due at this instant is on record: before, no time can pass,
   * and a thousand flows that end together cost one settlement.
   */
  @Override
  public void evolve(SimTime at, Event event) {
    SimTime set = lookSet(at);
    EVENTS.handle(this, at, event);
    if (isAnythingDue(at)) {
      look = set;
    } else {
      table.settle();
      look = next().filter(due -> !set.isAfter(at) || due.isBefore(set)).orElse(set);
    }
  }

  private void started(SimTime at, FlowStarted event) {
    int source = topology.host(event.from());
    int destination = topology.host(event.to());
    var flow =
        new Open(
            event.flow(),
            EntityId.ofPersistenceId(event.asker()),
            event.number(),
            source,
            destination,
            event.size(),
            event.cap(),
            at,
            at.plus(topology.before(source, destination)),
            later(at, event.atMost()));
    lastFlow = flow.flow();
    open.put(flow.flow(), flow);
    numbers.put(new Key(flow.asker(), flow.number()), flow.flow());
    flow.deadline().ifPresent(deadline -> deadlines.add(deadline, flow.flow()));
    keepalives.add(flow.flow(), topology.route(source, destination), event.patience());
    if (flow.begins().isAfter(at)) {
      beginnings.add(flow.begins(), flow.flow());
    } else {
      begin(flow, at);
    }
  }

  private static Optional<SimTime> later(SimTime at, SimDuration after) {
    return after.nanos() >= Long.MAX_VALUE - at.nanos()
        ? Optional.empty()
        : Optional.of(at.plus(after));
  }

  private void begun(SimTime at, FlowBegun event) {
    Open flow = open(event.flow());
    beginnings.remove(flow.begins(), flow.flow());
    begin(flow, at);
  }

  private void begin(Open flow, SimTime at) {
    table.start(
        flow.flow(),
        topology.route(flow.source(), flow.destination()),
        flow.size(),
        flow.cap().min(topology.most(flow.source(), flow.destination())),
        topology.weight(flow.source(), flow.destination()),
        at);
  }

  private void ended(SimTime at, FlowEnded event) {
    Open flow = open(event.flow());
    open.remove(flow.flow());
    numbers.remove(new Key(flow.asker(), flow.number()));
    flow.deadline().ifPresent(deadline -> deadlines.remove(deadline, flow.flow()));
    keepalives.remove(flow.flow());
    if (beginnings.has(flow.begins(), flow.flow())) {
      beginnings.remove(flow.begins(), flow.flow());
    } else {
      table.end(flow.flow(), event.sent(), at);
    }
  }

  private void changed(SimTime at, LinkCapacityChanged event) {
    for (int link : topology.linksNamed(event.link())) {
      table.changeCapacity(link, event.capacity(), at);
      keepalives.changed(link, !event.capacity().isZero(), at);
    }
  }

  private void background(SimTime at, BackgroundChanged event) {
    for (int link : topology.linksNamed(event.link())) {
      background.change(table, link, event, at);
    }
  }

  /** What is not of migrations. */
  Background background() {
    return background;
  }

  private boolean isAnythingDue(SimTime now) {
    return table.isAnyComplete()
        || deadlines.isDue(now)
        || beginnings.isDue(now)
        || keepalives.isDue(now);
  }

  /** The number that the next flow gets. */
  long nextFlow() {
    return lastFlow + 1;
  }

  /** The flow that its asker calls {@code number}, unless it is over. */
  OptionalLong flow(EntityId asker, long number) {
    Long found = numbers.get(new Key(asker, number));
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }

  /** The flows from and to {@code host} that are under way, in the order in which they began. */
  List<Long> flowsOf(int host) {
    return open.values().stream()
        .filter(flow -> flow.source() == host || flow.destination() == host)
        .map(Open::flow)
        .toList();
  }

  /** A flow that is under way; throws for any other. */
  Open open(long flow) {
    return Optional.ofNullable(open.get(flow))
        .orElseThrow(() -> new IllegalArgumentException("no flow " + flow + " is under way"));
  }

  /** The flows whose wait is over by {@code now}. */
  List<Long> beginning(SimTime now) {
    return beginnings.due(now);
  }

  /** The flows that are complete by {@code now}. */
  List<Long> complete(SimTime now) {
    return table.complete(now);
  }

  /** The flows whose time is up by {@code now}. */
  List<Long> overdue(SimTime now) {
    return deadlines.due(now);
  }

  /** The flows whose patience is over by {@code now}. */
  List<Long> givenUp(SimTime now) {
    return keepalives.due(now);
  }

  /** What a flow that is under way has sent by {@code now}. */
  ByteCount sent(long flow, SimTime now) {
    boolean waits = beginnings.has(open(flow).begins(), flow);
    return waits ? ByteCount.ZERO : table.sent(flow, now);
  }

  LinkUse use(int link, SimTime now) {
    return table.use(link, now);
  }

  /** When something is next due, if nothing changes until then. */
  Optional<SimTime> next() {
    return Stream.of(table.nextEnd(), deadlines.first(), beginnings.first(), keepalives.first())
        .flatMap(Optional::stream)
        .min(SimTime::compareTo);
  }

  /** When the look is due that the last event had set; long over unless it is still to come. */
  SimTime look() {
    return look;
  }

  /**
   * When the look is due that is certainly under way at {@code now}; {@code now} when none is. A
   * look that finds nothing due records nothing, and sets the next one for what is due next.
   */
  SimTime lookSet(SimTime now) {
    if (look.isBefore(now)) {
      return next().filter(due -> due.isAfter(now)).orElse(now);
    }
    return look;
  }
}
