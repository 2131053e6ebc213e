package io.godwit.dashboards.export;

import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.RecordedEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run as tidy tables. */
final class Tables implements Exit {

  private static final String NONE = "";

  private final TableFolder folder;
  private final Journeys journeys = new Journeys();
  private final Map<Long, FlowStarted> flows = new HashMap<>();
  private final Map<Long, Long> flowsBegan = new HashMap<>();

  Tables(TableFolder folder) {
    this.folder = folder;
  }

  @Override
  public void accept(RecordedEvent recorded) throws IOException {
    journeys.accept(recorded);
    long at = recorded.at().nanos();
    Event event = recorded.event();
    if (event instanceof FlowStarted flow) {
      flows.put(flow.flow(), flow);
      flowsBegan.put(flow.flow(), at);
    } else if (event instanceof FlowEnded ended && flows.containsKey(ended.flow())) {
      flow(flows.remove(ended.flow()), flowsBegan.remove(ended.flow()), at, ended);
    } else if (event instanceof LinkUsed used) {
      folder.row(
          Table.LINKS,
          List.of(
              used.link(),
              used.capacity().bytesPerSecond(),
              used.carried().bytes(),
              used.full().nanos(),
              used.peak().bytesPerSecond()));
    } else if (event instanceof LinkChanged changed) {
      fault(at, changed.link(), changed.capacity().isZero() ? "link-down" : "link-capacity");
    } else if (event instanceof DisturbanceBegan began) {
      fault(at, recorded.entity().name(), began.kind());
    } else if (event instanceof OwnerDisturbed disturbed) {
      fault(at, recorded.entity().name(), disturbed.kind());
    } else if (event instanceof FaultStruck struck) {
      fault(at, recorded.entity().name(), struck.fault());
    }
  }

  private void flow(FlowStarted flow, long began, long at, FlowEnded ended) throws IOException {
    folder.row(
        Table.FLOWS,
        List.of(
            flow.flow(),
            flow.asker(),
            flow.from(),
            flow.to(),
            began,
            at,
            flow.memoryIn(ended.sent()).bytes(),
            flow.contextIn(ended.sent()).bytes(),
            String.join(" ", flow.links())));
  }

  private void fault(long at, String target, String kind) throws IOException {
    folder.row(Table.FAULTS, List.of(at, target, kind));
  }

  @Override
  public void end() throws IOException {
    for (Journey journey : journeys.end()) {
      folder.row(
          Table.MIGRATIONS,
          List.of(
              journey.migration,
              journey.vm,
              journey.source,
              journey.destination,
              journey.whole.begin,
              journey.whole.end(),
              journey.whole.values().getOrDefault("outcome", "unsettled"),
              (long) journey.attempts().size()));
      for (int number = 1; number <= journey.attempts().size(); number++) {
        attempt(journey.migration, (long) number, journey.attempts().get(number - 1));
      }
      for (Journey.Command command : journey.commands.values()) {
        command(journey.migration, command);
      }
    }
    folder.close();
  }

  private void attempt(String migration, Long number, Span attempt) throws IOException {
    folder.row(
        Table.ATTEMPTS,
        List.of(
            migration,
            number,
            value(attempt, "destination"),
            attempt.begin,
            attempt.end(),
            value(attempt, "outcome"),
            value(attempt, "downtime_ns"),
            value(attempt, "memory_bytes"),
            value(attempt, "strategy"),
            value(attempt, "engine"),
            value(attempt, "reason")));
    for (Span phase : attempt.children()) {
      folder.row(Table.PHASES, List.of(migration, number, phase.name, phase.begin, phase.end()));
      for (Span sent : phase.children()) {
        folder.row(
            Table.TRANSFERS,
            List.of(
                migration, number, sent.name, sent.begin, sent.end(), value(sent, "sent_bytes")));
      }
    }
  }

  private void command(String migration, Journey.Command command) throws IOException {
    Span span = command.span();
    folder.row(
        Table.COMMANDS,
        List.of(
            migration,
            command.host(),
            command.member(),
            span.name,
            value(span, "operation"),
            span.begin,
            span.end(),
            value(span, "status")));
  }

  private static Object value(Span span, String key) {
    return span.values().getOrDefault(key, NONE);
  }
}
