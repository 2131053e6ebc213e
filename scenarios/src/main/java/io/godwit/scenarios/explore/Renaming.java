package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Lets a draft speak of fewer guests and hosts: what names one of those that are to go names
 * another instead.
 */
final class Renaming {

  private static final Pattern PLACE = Pattern.compile("(pod|rack|host)-([0-9]+)");
  private static final List<String> SHAPE = List.of("pods", "racks-per-pod", "hosts-per-rack");
  private static final List<String> LEVELS = List.of("pod", "rack", "host");

  private Renaming() {}

  static List<Simplification> all(Draft draft) {
    var all = new ArrayList<Simplification>();
    for (int i = 0; i < draft.blocks("vms").size(); i++) {
      int group = i;
      int count = draft.blocks("vms").get(group).path("count").asInt(1);
      for (int fewer : List.of(1, 2, count / 2, count - 1)) {
        if (fewer >= 1 && fewer < count) {
          all.add(changed -> guests(changed, group, fewer));
        }
      }
    }
    for (int i = 0; i < SHAPE.size(); i++) {
      int level = i;
      int count = draft.block("datacenter.fabric").path(SHAPE.get(level)).asInt(1);
      for (int fewer : List.of(1, 2, 3, count - 1)) {
        if (fewer >= 1 && fewer < count) {
          all.add(changed -> places(changed, level, fewer));
        }
      }
    }
    return all;
  }

  private static void guests(Draft draft, int group, int count) {
    if (!(draft.root().path("vms").path(group) instanceof ObjectNode vms)) {
      return;
    }
    Pattern guest = Pattern.compile(Pattern.quote(vms.path("name").asText()) + "-([0-9]+)");
    vms.put("count", count);
    rename(
        draft.root(),
        text ->
            guest
                .matcher(text)
                .replaceFirst(
                    match ->
                        text.substring(0, text.lastIndexOf('-') + 1)
                            + Long.parseLong(match.group(1)) % count));
  }

  private static void places(Draft draft, int level, int count) {
    draft.block("datacenter.fabric").put(SHAPE.get(level), count);
    rename(
        draft.root(),
        text ->
            text.startsWith("pod-")
                ? PLACE.matcher(text).replaceAll(match -> placed(match, level, count))
                : text);
  }

  private static String placed(MatchResult match, int level, int count) {
    boolean its = match.group(1).equals(LEVELS.get(level));
    return its ? match.group(1) + '-' + Long.parseLong(match.group(2)) % count : match.group();
  }

  private static void rename(JsonNode node, UnaryOperator<String> name) {
    if (node instanceof ObjectNode block) {
      block
          .fieldNames()
          .forEachRemaining(
              key -> {
                if (block.get(key).isTextual() && !key.equals("name")) {
                  block.set(key, TextNode.valueOf(name.apply(block.get(key).asText())));
                }
              });
    }
    node.forEach(each -> rename(each, name));
  }
}
