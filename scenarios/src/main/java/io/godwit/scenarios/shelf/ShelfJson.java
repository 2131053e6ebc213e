package io.godwit.scenarios.shelf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A shelf, and what is pruned from one, for programs. */
public final class ShelfJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ShelfJson() {}

  /** One document, the oldest run first. */
  public static ObjectNode of(Shelf shelf) {
    ObjectNode root = JSON.objectNode();
    root.put("folder", shelf.folder().toString());
    ArrayNode runs = root.putArray("runs");
    shelf.entries().forEach(entry -> runs.add(entry(entry)));
    ArrayNode others = root.putArray("noRuns");
    shelf.others().forEach(others::add);
    return root;
  }

  private static ObjectNode entry(ShelfEntry entry) {
    ObjectNode node = JSON.objectNode();
    node.put("run", entry.name());
    node.put("path", entry.path().toString());
    node.put("scenario", entry.scenario());
    entry.seed().ifPresent(seed -> node.put("seed", seed));
    node.put("verdict", entry.verdict());
    entry.events().ifPresent(events -> node.put("events", events));
    entry.virtualSeconds().ifPresent(seconds -> node.put("virtualSeconds", seconds));
    node.put("bytes", entry.bytes());
    node.put("recorded", entry.recorded().toString());
    entry
        .lineage()
        .ifPresent(
            lineage ->
                node.put("forkedFrom", lineage.forkedFrom())
                    .put("forkedAtNanos", lineage.forkedAt().nanos()));
    if (entry.isDamaged()) {
      node.put("trouble", entry.trouble());
    }
    if (entry.isComparison()) {
      ArrayNode parts = node.putArray("parts");
      entry.parts().forEach(part -> parts.add(entry(part)));
    }
    return node;
  }

  /** One document: what went or would go, and what was spared. */
  public static ObjectNode of(Pruning pruning, boolean dryRun) {
    ObjectNode root = JSON.objectNode();
    root.put("dryRun", dryRun);
    root.set("removed", reasons(pruning.gone()));
    root.set("spared", reasons(pruning.spared()));
    root.put("bytes", pruning.bytes());
    return root;
  }

  private static ArrayNode reasons(Map<ShelfEntry, String> entries) {
    ArrayNode nodes = JSON.arrayNode();
    entries.forEach(
        (entry, reason) ->
            nodes
                .addObject()
                .put("run", entry.name())
                .put("bytes", entry.bytes())
                .put("reason", reason));
    return nodes;
  }
}
