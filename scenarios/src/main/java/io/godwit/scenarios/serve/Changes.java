package io.godwit.scenarios.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What makes one JSON value of another: places with a new value, and stretches of arrays that
 * became others. Columns of a run mostly grow at their ends, so this is short where the whole is
 * long.
 */
final class Changes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ArrayNode all = JSON.arrayNode();
  private final Deque<JsonNode> path = new ArrayDeque<>();

  private Changes() {}

  /**
   * An array of changes to be made in order, each with {@code at}, the keys and numbers that lead
   * to the place: {@code set} is its new value; or in the array there {@code drop} elements make
   * room, from {@code from} on, for those in {@code add}.
   */
  static ArrayNode between(JsonNode before, JsonNode after) {
    var changes = new Changes();
    changes.compare(before, after);
    return changes.all;
  }

  private void compare(JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    } else if (before.isObject() && after.isObject() && haveSameKeys(before, after)) {
      after.properties().forEach(each -> within(JSON.textNode(each.getKey()), before, each));
    } else if (before.isArray() && after.isArray()) {
      arrays(before, after);
    } else {
      change().set("set", after);
    }
  }

  private void within(JsonNode key, JsonNode before, Map.Entry<String, JsonNode> after) {
    path.addLast(key);
    compare(before.get(after.getKey()), after.getValue());
    path.removeLast();
  }

  private static boolean haveSameKeys(JsonNode before, JsonNode after) {
    return before.size() == after.size()
        && after.properties().stream().allMatch(each -> before.has(each.getKey()));
  }

  private void arrays(JsonNode before, JsonNode after) {
    if (before.size() == after.size() && holdsContainers(before) && holdsContainers(after)) {
      for (int index = 0; index < after.size(); index++) {
        path.addLast(JSON.numberNode(index));
        compare(before.get(index), after.get(index));
        path.removeLast();
      }
    } else {
      splice(before, after);
    }
  }

  private static boolean holdsContainers(JsonNode array) {
    return !array.isEmpty() && array.get(0).isContainerNode();
  }

  private void splice(JsonNode before, JsonNode after) {
    int least = Math.min(before.size(), after.size());
    int from = 0;
    while (from < least && before.get(from).equals(after.get(from))) {
      from++;
    }
    int same = 0;
    while (same < least - from
        && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
      same++;
    }
    ObjectNode change = change();
    change.put("from", from).put("drop", before.size() - same - from);
    ArrayNode add = change.putArray("add");
    for (int index = from; index < after.size() - same; index++) {
      add.add(after.get(index));
    }
  }

  private ObjectNode change() {
    ObjectNode change = all.addObject();
    change.putArray("at").addAll(path);
    return change;
  }
}
