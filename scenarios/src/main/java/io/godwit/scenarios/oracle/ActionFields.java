package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.MaxBandwidth;
import io.godwit.model.precopy.ParameterChange.PostCopyBandwidth;
import io.godwit.model.precopy.ParameterChange.StartPostCopy;
import io.godwit.model.precopy.ParameterChange.SwitchOverBandwidth;
import io.godwit.model.precopy.ParameterChange.ThrottlingRule;
import io.godwit.model.precopy.QemuRules.Difference;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The {@code actions} of a record: a list of [seconds, what, values]. */
final class ActionFields {

  private static final String KNOWN =
      "known are [seconds, \"set\", {parameter: number}] of max-bandwidth, downtime-limit,"
          + " cpu-throttle-initial, cpu-throttle-increment, max-cpu-throttle,"
          + " throttle-trigger-threshold, avail-switchover-bandwidth and max-postcopy-bandwidth,"
          + " [seconds, \"link\", \"down\" or \"up\"], [seconds, \"cancel\"],"
          + " [seconds, \"migrate\"] and [seconds, \"postcopy\"]";

  private final String where;
  private final Engines engine;
  private final boolean mayFollow;
  private Throttling throttling;

  /**
   * Of a migration by {@code engine} that throttles so at first.
   *
   * @param mayFollow whether post-copy was switched on
   */
  ActionFields(String where, Engines engine, Throttling throttling, boolean mayFollow) {
    this.where = where;
    this.engine = engine;
    this.throttling = throttling;
    this.mayFollow = mayFollow;
  }

  List<Action> of(ArrayNode list) throws BadRecord {
    var items = new ArrayList<JsonNode>();
    for (JsonNode item : list) {
      JsonNode at = item.path(0);
      if (!at.isNumber() || at.asDouble() < 0 || at.asDouble() > RecordFields.MOST_SECONDS) {
        throw wrong(item, "seconds are 0 to " + RecordFields.MOST_SECONDS + "; " + KNOWN);
      }
      items.add(item);
    }
    items.sort(Comparator.comparingDouble(item -> item.path(0).asDouble()));
    var actions = new ArrayList<Action>();
    for (JsonNode item : items) {
      read(item, RecordFields.ofSeconds(item.path(0).asDouble()), actions);
    }
    return actions;
  }

  private void read(JsonNode item, SimDuration at, List<Action> into) throws BadRecord {
    switch (item.path(1).asText()) {
      case "set" -> {
        if (!(item.path(2) instanceof ObjectNode values) || values.isEmpty()) {
          throw wrong(item, KNOWN);
        }
        var fields = new RecordFields(where + ": actions", values);
        for (String name : fields.names()) {
          into.add(new Action.Change(at, change(name, fields, item)));
        }
      }
      case "link" -> into.add(new Action.Link(at, isUp(item)));
      case "cancel", "migrate_cancel" -> into.add(new Action.Cancel(at));
      case "migrate", "again" -> into.add(new Action.Begin(at));
      case "postcopy", "migrate-start-postcopy" -> {
        if (!mayFollow) {
          throw wrong(item, "it needs postcopy-ram among the caps");
        }
        into.add(new Action.Change(at, new StartPostCopy()));
      }
      default -> throw wrong(item, KNOWN);
    }
  }

  private ParameterChange change(String name, RecordFields values, JsonNode item) throws BadRecord {
    return switch (name) {
      case "max-bandwidth" -> new MaxBandwidth(bandwidth(name, values).orElse(Step.UNLIMITED));
      case "downtime-limit" ->
          new DowntimeLimit(
              SimDuration.ofMillis(values.whole(name, 0, MeasurementFields.MOST_DOWNTIME_MILLIS)));
      case CapabilityFields.POST_COPY_BANDWIDTH ->
          new PostCopyBandwidth(bandwidth(name, values).orElse(Step.UNLIMITED));
      case CapabilityFields.SWITCHOVER_BANDWIDTH -> {
        if (!engine.has(Difference.SWITCHOVER_BANDWIDTH)) {
          throw wrong(item, engine.word() + " does not know " + name);
        }
        yield new SwitchOverBandwidth(bandwidth(name, values));
      }
      default -> throttled(name, values, item);
    };
  }

  private static Optional<ByteRate> bandwidth(String name, RecordFields values) throws BadRecord {
    long rate = values.whole(name, 0, CapabilityFields.MOST_BANDWIDTH);
    return rate == 0 ? Optional.empty() : Optional.of(new ByteRate(rate));
  }

  /** The rule as it is by then; one that is off stays off, whatever its numbers. */
  private ParameterChange throttled(String name, RecordFields values, JsonNode item)
      throws BadRecord {
    Throttling now = throttling;
    Throttling next =
        switch (name) {
          case "cpu-throttle-initial" ->
              Throttling.steps(percent(name, values), now.increment(), now.most(), now.trigger());
          case "cpu-throttle-increment" ->
              Throttling.steps(now.initial(), percent(name, values), now.most(), now.trigger());
          case "max-cpu-throttle" ->
              Throttling.steps(
                  now.initial(), now.increment(), percent(name, values), now.trigger());
          case CapabilityFields.TRIGGER ->
              Throttling.steps(now.initial(), now.increment(), now.most(), percent(name, values));
          default -> throw wrong(item, KNOWN);
        };
    throttling = now.on() ? next : now;
    return new ThrottlingRule(throttling);
  }

  private static int percent(String name, RecordFields values) throws BadRecord {
    return (int) values.whole(name, 1, CapabilityFields.mostPercent(name));
  }

  private boolean isUp(JsonNode item) throws BadRecord {
    return switch (item.path(2).asText()) {
      case "up" -> true;
      case "down" -> false;
      default -> throw wrong(item, KNOWN);
    };
  }

  private BadRecord wrong(JsonNode item, String remedy) {
    return new BadRecord("%s: actions: %s cannot be predicted; %s".formatted(where, item, remedy));
  }
}
