package io.godwit.dashboards.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.entity.StateTree;
import io.godwit.model.entity.StateTree.Branch;
import io.godwit.model.entity.StateTree.Leaf;
import io.godwit.model.entity.StateTree.Sequence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.EventField;
import io.godwit.persistence.codec.EventType;
import java.util.List;
import java.util.Optional;

/**
 * Events and states as JSON. A quantity is an object that names its unit, {@code {"nanos": 10}},
 * {@code {"bytes": 10}} or {@code {"bytesPerSecond": 10}}; what there is none of is null.
 */
public final class JsonValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonValues() {}

  /** An event with its place in the history, what it holds and what it means. */
  public static ObjectNode of(RecordedEvent recorded) {
    EventType type = EventType.of(recorded.event());
    ObjectNode event = JSON.objectNode();
    event.put("order", recorded.order());
    event.set("at", of(recorded.at()));
    event.put("step", recorded.occurrence().step());
    event.put("entity", recorded.entity().persistenceId());
    event.put("sequence", recorded.sequence());
    event.put("event", type.stem());
    event.put("private", type.isPrivate());
    ObjectNode values = event.putObject("values");
    for (EventField field : type.fields()) {
      values.set(field.name(), of(field.of(recorded.event())));
    }
    event.put("meaning", EventMeaning.of(recorded.event()));
    return event;
  }

  /** A state, or a part of one. */
  public static JsonNode of(StateTree tree) {
    if (tree instanceof Branch branch) {
      ObjectNode pieces = JSON.objectNode();
      branch.pieces().forEach((name, piece) -> pieces.set(name, of(piece)));
      return pieces;
    } else if (tree instanceof Sequence sequence) {
      return JSON.arrayNode().addAll(sequence.pieces().stream().map(JsonValues::of).toList());
    }
    return of(((Leaf) tree).value());
  }

  private static JsonNode of(Object value) {
    if (value instanceof SimTime time) {
      return of(time);
    } else if (value instanceof SimDuration length) {
      return of(length);
    } else if (value instanceof ByteCount count) {
      return JSON.objectNode().put("bytes", count.bytes());
    } else if (value instanceof ByteRate rate) {
      return JSON.objectNode().put("bytesPerSecond", rate.bytesPerSecond());
    } else if (value instanceof List<?> list) {
      return JSON.arrayNode().addAll(list.stream().map(JsonValues::of).toList());
    }
    return plain(value);
  }

  /** As the time since the run began. */
  public static ObjectNode of(SimTime time) {
    return JSON.objectNode().put("nanos", time.nanos());
  }

  public static ObjectNode of(SimDuration length) {
    return JSON.objectNode().put("nanos", length.nanos());
  }

  private static JsonNode plain(Object value) {
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    } else if (value instanceof Double || value instanceof Float) {
      return JSON.numberNode(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      return JSON.numberNode(number.longValue());
    } else if (value instanceof Optional<?>) {
      return JSON.nullNode();
    }
    return JSON.textNode(String.valueOf(value));
  }
}
