package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.Escaped;
import java.util.List;
import java.util.Optional;

/**
 * The values of one JSON object, each checked as it is read: what is there but of another kind or
 * out of range is refused, never taken for missing. {@code null} counts as missing.
 */
final class RecordFields {

  /** Eleven days; longer than anybody watches a migration. */
  static final long MOST_SECONDS = 1_000_000;

  private final String where;
  private final String prefix;
  private final ObjectNode object;

  /** Of an object at {@code where} in a file. */
  RecordFields(String where, ObjectNode object) {
    this(where, "", object);
  }

  private RecordFields(String where, String prefix, ObjectNode object) {
    this.where = where;
    this.prefix = prefix;
    this.object = object;
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  List<String> names() {
    return object.properties().stream().map(entry -> entry.getKey()).toList();
  }

  long whole(String name, long least, long most) throws BadRecord {
    if (!has(name)) {
      throw missing(name, "a whole number, " + least + " to " + most);
    }
    JsonNode value = object.get(name);
    boolean fits = value.isNumber() && value.canConvertToExactIntegral();
    if (!fits || !value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
      throw wrong(name, value, "a whole number, " + least + " to " + most);
    }
    return value.asLong();
  }

  long whole(String name, long least, long most, long otherwise) throws BadRecord {
    return has(name) ? whole(name, least, most) : otherwise;
  }

  double number(String name, double least, double most) throws BadRecord {
    if (!has(name)) {
      throw missing(name, "a number, " + plain(least) + " to " + plain(most));
    }
    JsonNode value = object.get(name);
    if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
      throw wrong(name, value, "a number, " + plain(least) + " to " + plain(most));
    }
    return value.asDouble();
  }

  /** A time since something that {@code name} says, in seconds; empty if it is not given. */
  Optional<SimDuration> seconds(String name) throws BadRecord {
    return has(name) ? Optional.of(ofSeconds(number(name, 0, MOST_SECONDS))) : Optional.empty();
  }

  static SimDuration ofSeconds(double seconds) {
    return SimDuration.ofMicros(Math.round(1e6 * seconds));
  }

  String text(String name, String otherwise) throws BadRecord {
    if (!has(name)) {
      return otherwise;
    } else if (!object.get(name).isTextual()) {
      throw wrong(name, object.get(name), "it must be text");
    }
    return Escaped.of(object.get(name).asText());
  }

  /** Another object in this one; an empty one if it is missing. */
  RecordFields object(String name) throws BadRecord {
    if (!has(name)) {
      return new RecordFields(where, prefix + name + '.', object.objectNode());
    } else if (!(object.get(name) instanceof ObjectNode inner)) {
      throw wrong(name, object.get(name), "it must be an object");
    } else {
      return new RecordFields(where, prefix + name + '.', inner);
    }
  }

  /** A list; an empty one if it is missing. */
  ArrayNode list(String name) throws BadRecord {
    if (!has(name)) {
      return object.arrayNode();
    } else if (!(object.get(name) instanceof ArrayNode list)) {
      throw wrong(name, object.get(name), "it must be a list");
    } else {
      return list;
    }
  }

  BadRecord missing(String name, String needed) {
    return new BadRecord(
        "%s: %s is missing; it must be %s".formatted(where, prefix + name, needed));
  }

  BadRecord wrong(String name, Object value, String remedy) {
    String shown = value instanceof JsonNode node && node.isTextual() ? node.asText() : "" + value;
    return new BadRecord(
        "%s: %s: '%s' does not do; %s".formatted(where, prefix + name, shown, remedy));
  }

  private static String plain(double limit) {
    return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
  }
}
