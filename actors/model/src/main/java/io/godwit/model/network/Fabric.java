package io.godwit.model.network;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FabricEvent.BackgroundChanged;
import io.godwit.model.event.FabricEvent.FlowBegun;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FabricEvent.LinkCapacityChanged;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricMessage.BreakFlows;
import io.godwit.model.network.FabricMessage.ChangeBackground;
import io.godwit.model.network.FabricMessage.ChangeLink;
import io.godwit.model.network.FabricMessage.Look;
import io.godwit.model.network.FabricMessage.ReportUsage;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.network.FabricMessage.StopFlow;
import io.godwit.model.network.FabricState.Open;
import io.godwit.model.sharing.LinkUse;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * The rules of the fabric: it starts flows, ends each when it is complete, when its time or its
 * patience is up or its asker says so, and tells the asker. Whatever happens, what is due by then
 * is done first. It looks for itself when nobody calls: a look is under way to the next moment at
 * which something is due.
 */
public final class Fabric implements Entity<FabricState> {

  private static final Dispatch<Fabric, UnitOfWork<FabricState>, Message> MESSAGES =
      Dispatch.<Fabric, UnitOfWork<FabricState>, Message>over(FabricMessage.class)
          .on(StartFlow.class, Fabric::start)
          .on(StopFlow.class, Fabric::stop)
          .on(ChangeLink.class, Fabric::changeLink)
          .on(ChangeBackground.class, Fabric::changeBackground)
          .on(BreakFlows.class, Fabric::breakFlows)
          .on(ReportUsage.class, (fabric, unit, report) -> fabric.reportUsage(unit))
          .ignoring(Look.class)
          .total();

  private final Topology topology;

  public Fabric(Topology topology) {
    this.topology = topology;
  }

  @Override
  public FabricState initial() {
    return new FabricState(topology);
  }

  @Override
  public void decide(UnitOfWork<FabricState> unit, Message message) {
    SimTime set = unit.state().lookSet(unit.now());
    doWhatIsDue(unit);
    MESSAGES.handle(this, unit, message);
    doWhatIsDue(unit);
    if (!unit.events().isEmpty()) {
      lookUnlessSet(unit, set);
    } else if (message instanceof Look && unit.state().look().equals(unit.now())) {
      unit.state().next().ifPresent(due -> lookAt(unit, due));
    }
  }

  private void doWhatIsDue(UnitOfWork<FabricState> unit) {
    for (long flow : unit.state().beginning(unit.now())) {
      unit.record(new FlowBegun(flow));
    }
    for (long flow : unit.state().complete(unit.now())) {
      end(unit, flow);
    }
    for (long flow : unit.state().overdue(unit.now())) {
      end(unit, flow);
    }
    for (long flow : unit.state().givenUp(unit.now())) {
      end(unit, flow, true);
    }
  }

  private void start(UnitOfWork<FabricState> unit, StartFlow asked) {
    int[] route = topology.route(topology.host(asked.source()), topology.host(asked.destination()));
    unit.record(
        new FlowStarted(
            unit.state().nextFlow(),
            unit.from().persistenceId(),
            asked.flow(),
            asked.source(),
            asked.destination(),
            asked.size(),
            asked.context(),
            asked.cap(),
            asked.atMost(),
            asked.patience(),
            Arrays.stream(route).mapToObj(topology::linkName).toList()));
  }

  /** A flow may have ended while the wish to stop it was under way. */
  private void stop(UnitOfWork<FabricState> unit, StopFlow asked) {
    unit.state().flow(unit.from(), asked.flow()).ifPresent(flow -> end(unit, flow));
  }

  private void breakFlows(UnitOfWork<FabricState> unit, BreakFlows broken) {
    int host = topology.host(broken.host());
    unit.state().flowsOf(host).forEach(flow -> end(unit, flow));
  }

  private void end(UnitOfWork<FabricState> unit, long number) {
    end(unit, number, false);
  }

  /** The last byte still crosses the fabric; {@code took} is the asker's time, without that. */
  private void end(UnitOfWork<FabricState> unit, long number, boolean silent) {
    Open flow = unit.state().open(number);
    ByteCount sent = unit.state().sent(number, unit.now());
    SimDuration took = unit.now().since(flow.since());
    unit.record(new FlowEnded(number, sent, took));
    send(
        unit,
        flow.asker(),
        topology.after(flow.source(), flow.destination()),
        new FabricAnswer.FlowEnded(flow.number(), sent, took, silent));
  }

  private void changeLink(UnitOfWork<FabricState> unit, ChangeLink change) {
    unit.record(new LinkCapacityChanged(topology.linkName(change.link()), change.capacity()));
  }

  private void changeBackground(UnitOfWork<FabricState> unit, ChangeBackground change) {
    String link = topology.linkName(change.link());
    unit.record(new BackgroundChanged(change.number(), link, change.rate(), change.flows()));
  }

  private void reportUsage(UnitOfWork<FabricState> unit) {
    for (Background.Key each : unit.state().background().running()) {
      String link = topology.linkName(each.link());
      unit.record(new BackgroundChanged(each.number(), link, ByteRate.ZERO, 1));
    }
    unit.state()
        .background()
        .used(topology)
        .forEach(used -> send(unit, unit.from(), SimDuration.ZERO, used));
    var usage = new ArrayList<FabricAnswer.LinkUsage>();
    for (int link = 0; link < topology.links(); link++) {
      LinkUse use = unit.state().use(link, unit.now());
      ByteCount ofMigrations = use.carried().minus(unit.state().background().carried(link));
      if (!ofMigrations.isZero()) {
        usage.add(
            new FabricAnswer.LinkUsage(
                topology.linkName(link),
                topology.capacity(link),
                ofMigrations,
                use.full(),
                use.peak()));
      }
    }
    send(unit, unit.from(), SimDuration.ZERO, new FabricAnswer.Usage(usage));
  }

  /** What was recorded may have brought forward what is due next. */
  private static void lookUnlessSet(UnitOfWork<FabricState> unit, SimTime set) {
    SimTime look = unit.state().look();
    if (look.isAfter(unit.now()) && !look.equals(set)) {
      lookAt(unit, look);
    }
  }

  private static void lookAt(UnitOfWork<FabricState> unit, SimTime due) {
    send(unit, EntityId.fabric(), due.since(unit.now()), new Look());
  }

  private static void send(
      UnitOfWork<FabricState> unit, EntityId to, SimDuration delay, Message message) {
    unit.send(to, delay.isZero() ? Outgoing.SHORTEST : delay, message);
  }
}
