package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One way to make a draft simpler, which may be of use or not. */
@FunctionalInterface
interface Simplification {

  /** Changes a draft of which it is the only owner; the draft stays as it is where it cannot. */
  void apply(Draft draft);

  /** A simpler draft; empty when the simplification does not fit this one any more. */
  default Optional<Draft> applied(Draft draft) {
    Draft copy = draft.copy();
    apply(copy);
    References.prune(copy);
    return Optional.of(copy);
  }

  /** All that can be tried on a draft but for one block, what takes most away first. */
  static List<Simplification> all(Draft draft, Optional<String> kept) {
    var all = new ArrayList<Simplification>(Renaming.all(draft));
    all.addAll(Retiming.all(draft));
    List<Place> places =
        Place.all(draft).stream().filter(place -> kept.filter(place::isIn).isEmpty()).toList();
    places.stream().filter(Place::isItem).forEach(place -> all.add(place::remove));
    places.stream()
        .filter(place -> !place.isItem())
        .sorted(Comparator.comparingInt(Place::depth))
        .forEach(place -> all.add(place::remove));
    for (Place place : places) {
      for (JsonNode simpler : simpler(place.value())) {
        all.add(changed -> place.put(changed, simpler));
      }
    }
    return all;
  }

  private static List<JsonNode> simpler(JsonNode value) {
    var simpler = new ArrayList<JsonNode>();
    if (value.isIntegralNumber()) {
      long number = value.asLong();
      List.of(0L, 1L, number / 2, number - 1).stream()
          .filter(less -> less >= 0 && less < number)
          .distinct()
          .forEach(less -> simpler.add(IntNode.valueOf(less.intValue())));
    } else if (value.isTextual()) {
      Amount.parse(value.asText()).stream()
          .flatMap(amount -> amount.rounder().stream())
          .forEach(amount -> simpler.add(TextNode.valueOf(amount.toString())));
    }
    return simpler;
  }
}
