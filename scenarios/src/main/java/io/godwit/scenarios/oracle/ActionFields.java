package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.MaxBandwidth;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The {@code actions} of a record: a list of [seconds, what, values]. */
final class ActionFields {

  private static final String KNOWN =
      "known are [seconds, \"set\", {\"max-bandwidth\": B/s, \"downtime-limit\": ms}],"
          + " [seconds, \"link\", \"down\" or \"up\"], [seconds, \"cancel\"] and"
          + " [seconds, \"migrate\"]";

  private final String where;

  ActionFields(String where) {
    this.where = where;
  }

  List<Action> of(JsonNode list) throws BadRecord {
    var actions = new ArrayList<Action>();
    for (JsonNode item : list) {
      if (!item.path(0).isNumber() || item.path(0).asDouble() < 0) {
        throw wrong(item);
      }
      SimDuration at = SimDuration.ofMicros(Math.round(1e6 * item.path(0).asDouble()));
      read(item, at, actions);
    }
    actions.sort(Comparator.comparing(Action::at));
    return actions;
  }

  private void read(JsonNode item, SimDuration at, List<Action> into) throws BadRecord {
    switch (item.path(1).asText()) {
      case "set" -> {
        for (Map.Entry<String, JsonNode> each : item.path(2).properties()) {
          into.add(new Action.Change(at, change(each.getKey(), each.getValue(), item)));
        }
      }
      case "link" -> into.add(new Action.Link(at, isUp(item)));
      case "cancel", "migrate_cancel" -> into.add(new Action.Cancel(at));
      case "migrate", "again" -> into.add(new Action.Begin(at));
      default -> throw wrong(item);
    }
  }

  private ParameterChange change(String name, JsonNode value, JsonNode item) throws BadRecord {
    if (!value.isIntegralNumber() || value.asLong() < 0) {
      throw wrong(item);
    }
    return switch (name) {
      case "max-bandwidth" ->
          new MaxBandwidth(value.asLong() == 0 ? Step.UNLIMITED : new ByteRate(value.asLong()));
      case "downtime-limit" -> new DowntimeLimit(SimDuration.ofMillis(value.asLong()));
      default -> throw wrong(item);
    };
  }

  private boolean isUp(JsonNode item) throws BadRecord {
    return switch (item.path(2).asText()) {
      case "up" -> true;
      case "down" -> false;
      default -> throw wrong(item);
    };
  }

  private BadRecord wrong(JsonNode item) {
    return new BadRecord("%s: actions: %s cannot be predicted; %s".formatted(where, item, KNOWN));
  }
}
