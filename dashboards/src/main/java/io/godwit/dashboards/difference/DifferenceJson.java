package io.godwit.dashboards.difference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.report.Distribution;
import io.godwit.dashboards.report.JsonValues;
import io.godwit.persistence.replay.Divergence;
import java.util.Optional;
import java.util.TreeSet;

/** The difference of two runs, for programs. */
public final class DifferenceJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DifferenceJson() {}

  /** One document: the first difference, and every migration that came out differently. */
  public static ObjectNode of(RunDifference difference) {
    ObjectNode root = JSON.objectNode();
    root.put("same", difference.isNone());
    root.set("a", side(difference.left()));
    root.set("b", side(difference.right()));
    difference.parting().ifPresent(parting -> root.set("firstDifference", parting(parting)));
    ObjectNode distributions = root.putObject("distributions");
    for (Measure measure : Measure.values()) {
      ObjectNode both = distributions.putObject(measure.key());
      measure.of(difference.left()).ifPresent(d -> both.set("a", distribution(d)));
      measure.of(difference.right()).ifPresent(d -> both.set("b", distribution(d)));
    }
    ArrayNode migrations = root.putArray("migrations");
    difference.pairs().forEach(pair -> migrations.add(pair(pair)));
    return root;
  }

  private static ObjectNode side(Side side) {
    ObjectNode node = JSON.objectNode();
    node.put("run", side.name());
    side.run()
        .started()
        .ifPresent(
            started ->
                node.put("scenario", started.scenario())
                    .put("seed", started.seed())
                    .put("version", started.version()));
    node.put("events", side.run().events());
    node.set("end", JsonValues.of(side.run().end()));
    ObjectNode outcomes = node.putObject("outcomes");
    var kinds = new TreeSet<String>();
    side.run().migrations().forEach(row -> kinds.add(row.outcome()));
    kinds.forEach(kind -> outcomes.put(kind, side.count(kind)));
    return node;
  }

  private static ObjectNode parting(Divergence parting) {
    ObjectNode node = JSON.objectNode();
    ArrayNode before = node.putArray("before");
    parting.before().forEach(event -> before.add(JsonValues.of(event)));
    parting.left().ifPresent(event -> node.set("a", JsonValues.of(event)));
    parting.right().ifPresent(event -> node.set("b", JsonValues.of(event)));
    return node;
  }

  private static ObjectNode distribution(Distribution d) {
    return JSON.objectNode()
        .put("p50", d.p50())
        .put("p90", d.p90())
        .put("p99", d.p99())
        .put("p999", d.p999())
        .put("max", d.max())
        .put("mean", d.mean());
  }

  private static ObjectNode pair(Pair pair) {
    ObjectNode node = JSON.objectNode();
    node.put("migration", pair.migration());
    pair.left().ifPresent(row -> node.set("a", row(row)));
    pair.right().ifPresent(row -> node.set("b", row(row)));
    return node;
  }

  private static ObjectNode row(MigrationRow row) {
    ObjectNode node = JSON.objectNode();
    node.put("outcome", row.outcome()).put("destination", row.destination());
    for (Measure measure : Measure.values()) {
      Optional<Double> value = measure.of(row);
      value.ifPresent(number -> node.put(measure.key(), number));
    }
    return node;
  }
}
