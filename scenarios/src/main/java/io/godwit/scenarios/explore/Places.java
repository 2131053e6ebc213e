package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of hosts, racks and pods of a draft. */
final class Places {

  private static final Pattern NAME =
      Pattern.compile("pod-([0-9]+)(?:/rack-([0-9]+)(?:/host-([0-9]+))?)?(?:/.*)?");

  private Places() {}

  private static int count(Draft draft, String key) {
    ObjectNode fabric = draft.block("datacenter.fabric");
    return Math.max(1, fabric.path(key).asInt(1));
  }

  static String rack(Draft draft, Dice dice) {
    return "pod-%d/rack-%d"
        .formatted(dice.below(count(draft, "pods")), dice.below(count(draft, "racks-per-pod")));
  }

  static String host(Draft draft, Dice dice) {
    return rack(draft, dice) + "/host-" + dice.below(count(draft, "hosts-per-rack"));
  }

  /** A host, or seldom a rack. */
  static String any(Draft draft, Dice dice) {
    return dice.chance(75) ? host(draft, dice) : rack(draft, dice);
  }

  /** Whether there is such a place; names of another form are not known here. */
  static boolean isThere(Draft draft, String name) {
    Matcher matcher = NAME.matcher(name);
    return !matcher.matches()
        || (isBelow(matcher.group(1), count(draft, "pods"))
            && isBelow(matcher.group(2), count(draft, "racks-per-pod"))
            && isBelow(matcher.group(3), count(draft, "hosts-per-rack")));
  }

  private static boolean isBelow(String number, int bound) {
    return number == null || Long.parseLong(number) < bound;
  }
}
