package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A key or an item of a draft.
 *
 * @param steps keys and indices that lead to it
 * @param value what is there
 */
record Place(List<String> steps, JsonNode value) {

  Place {
    steps = List.copyOf(steps);
  }

  /** All places, of lists the last items first: so the others keep theirs when one goes. */
  static List<Place> all(Draft draft) {
    var places = new ArrayList<Place>();
    collect(draft.root(), List.of(), places);
    return places;
  }

  private static void collect(JsonNode node, List<String> steps, List<Place> places) {
    if (node.isObject()) {
      node.properties().forEach(field -> add(field.getValue(), steps, field.getKey(), places));
    } else if (node.isArray()) {
      for (int i = node.size() - 1; i >= 0; i--) {
        add(node.get(i), steps, String.valueOf(i), places);
      }
    }
  }

  private static void add(JsonNode value, List<String> steps, String step, List<Place> places) {
    var own = new ArrayList<>(steps);
    own.add(step);
    places.add(new Place(own, value));
    collect(value, own, places);
  }

  /** Whether it is this block of the root, or anything in it. */
  boolean isIn(String block) {
    return steps.get(0).equals(block);
  }

  boolean isItem() {
    return last().matches("[0-9]+");
  }

  int depth() {
    return steps.size();
  }

  private String last() {
    return steps.get(steps.size() - 1);
  }

  private JsonNode parent(Draft draft) {
    JsonNode at = draft.root();
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = at.isArray() ? at.path(Integer.parseInt(step)) : at.path(step);
    }
    return at;
  }

  void remove(Draft draft) {
    JsonNode parent = parent(draft);
    if (parent instanceof ObjectNode block) {
      block.remove(last());
    } else if (parent instanceof ArrayNode list) {
      list.remove(Integer.parseInt(last()));
    }
  }

  /** Only where what was there is there still. */
  void put(Draft draft, JsonNode other) {
    JsonNode parent = parent(draft);
    if (parent instanceof ObjectNode block && value.equals(block.get(last()))) {
      block.set(last(), other);
    } else if (parent instanceof ArrayNode list
        && value.equals(list.get(Integer.parseInt(last())))) {
      list.set(Integer.parseInt(last()), other);
    }
  }
}
