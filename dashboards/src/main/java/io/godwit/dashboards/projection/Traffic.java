package io.godwit.dashboards.projection;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.event.FabricEvent;
import io.godwit.model.event.FabricEvent.BackgroundChanged;
import io.godwit.model.event.FabricEvent.FlowBegun;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FabricEvent.LinkCapacityChanged;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The flows that are under way, so that the end of one tells what it carried for whom. */
final class Traffic {

  /** What a flow that is over has carried, all of it or what its asker let it. */
  record Carried(
      String migration, long memoryBytes, long contextBytes, FlowStarted flow, SimDuration took) {

    long bytes() {
      return memoryBytes + contextBytes;
    }

    /** Whether its own cap held it and no link. */
    boolean wasCapped() {
      return bytes() >= NEARLY * flow.cap().bytesPerSecond() * took.toSeconds();
    }
  }

  /** Of a cap, what a flow has that is held by it; rates are rounded down. */
  private static final double NEARLY = 0.98;

  private static final Dispatch<Traffic, Consumer<Carried>, FabricEvent> EVENTS =
      Dispatch.<Traffic, Consumer<Carried>, FabricEvent>over(FabricEvent.class)
          .on(FlowStarted.class, (traffic, told, flow) -> traffic.open.put(flow.flow(), flow))
          .on(FlowEnded.class, Traffic::ended)
          .ignoring(FlowBegun.class, LinkCapacityChanged.class, BackgroundChanged.class)
          .total();

  private final Map<Long, FlowStarted> open = new LinkedHashMap<>();
  private boolean onRecord;

  /** Takes the next event; one that ends a flow tells what that has carried. */
  void take(FabricEvent event, Consumer<Carried> told) {
    onRecord = true;
    EVENTS.handle(this, told, event);
  }

  private void ended(Consumer<Carried> told, FlowEnded end) {
    FlowStarted flow = open.remove(end.flow());
    if (flow != null) {
      told.accept(
          new Carried(
              EntityId.ofPersistenceId(flow.asker()).name(),
              flow.memoryIn(end.sent()).bytes(),
              flow.contextIn(end.sent()).bytes(),
              flow,
              end.took()));
    }
  }

  /** Whether the run has its flows on record; runs of the first version have not. */
  boolean isOnRecord() {
    return onRecord;
  }
}
