package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.explore.Draft.Guest;
import io.godwit.scenarios.file.Vocabulary;
import java.util.List;

/** What moves, when, and how many at once. */
final class Plans {

  private static final int MOST_PLANS = 4;
  private static final long LATEST_NANOS = 20_000_000_000L;
  private static final long EARLIEST_NANOS = 1_000;
  private static final List<String> ACTIONS =
      List.of("drain", "drain", "migrate", "migrate", "rebalance", "cancel");

  private Plans() {}

  /** One more plan, or others altogether. */
  static void vary(Draft draft, Dice dice) {
    ArrayNode plans = draft.list("plan");
    if (dice.chance(50)) {
      plans.removeAll();
    }
    long more = dice.between(1, MOST_PLANS);
    while (plans.size() < more) {
      plan(plans.addObject(), draft, dice, plans.size() == 1);
    }
  }

  private static void plan(ObjectNode plan, Draft draft, Dice dice, boolean first) {
    plan.put("at", time(dice));
    String action = first ? "drain" : dice.oneOf(ACTIONS);
    switch (action) {
      case "drain" -> {
        plan.put("drain", place(draft, dice));
        plan.put("uncordon", dice.chance(30));
      }
      case "migrate" -> migrate(plan, draft, dice);
      case "rebalance" -> plan.put("rebalance", dice.chance(50) ? "all" : Places.rack(draft, dice));
      default -> plan.put("cancel", guest(draft, dice));
    }
    if (!action.equals("cancel")) {
      limits(plan, dice);
    }
  }

  /** Mostly where guests are known to be. */
  private static String place(Draft draft, Dice dice) {
    List<String> known =
        draft.blocks("vms").stream()
            .filter(group -> group.has("on"))
            .map(group -> group.path("on").asText())
            .toList();
    return !known.isEmpty() && dice.chance(60) ? dice.oneOf(known) : Places.any(draft, dice);
  }

  private static void migrate(ObjectNode plan, Draft draft, Dice dice) {
    plan.put("migrate", guest(draft, dice));
    if (dice.chance(50)) {
      plan.put("to", Places.host(draft, dice));
    }
  }

  private static String guest(Draft draft, Dice dice) {
    return dice.oneOf(draft.guests().stream().map(Guest::name).toList());
  }

  private static String time(Dice dice) {
    return Amount.nanos(dice.magnitude(EARLIEST_NANOS, LATEST_NANOS)).rounded(3).toString();
  }

  static void limits(Draft draft, Dice dice) {
    draft.blocks("plan").stream()
        .filter(plan -> !plan.has("cancel"))
        .forEach(plan -> limits(plan, dice));
    if (dice.chance(20)) {
      draft.block("fleet.limits").put("total", dice.magnitude(1, 8));
    }
  }

  private static void limits(ObjectNode plan, Dice dice) {
    ObjectNode limits = plan.withObject("/limits");
    limits.put("per-source", dice.magnitude(1, 16));
    limits.put("per-destination", dice.magnitude(1, 16));
    limits.put("total", dice.magnitude(1, 64));
    if (!plan.has("rebalance") && !plan.has("to")) {
      plan.put("place", dice.oneOf(Vocabulary.words("plan.place")));
    }
    if (!plan.has("rebalance") && !plan.has("migrate")) {
      plan.put("order", dice.oneOf(Vocabulary.words("plan.order")));
    }
  }
}
