package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Predictions beside their measurements, as one JSON document. */
final class OracleJson {

  private OracleJson() {}

  static String text(List<Match> matches) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    Map<String, Repeats> repeats = Repeats.of(matches);
    var records = root.putArray("records");
    for (Match match : matches) {
      ObjectNode row = records.addObject();
      row.put("name", match.inputs().name()).put("repeat", match.inputs().repeat());
      row.put("engine", match.inputs().engine().word());
      result(row.putObject("measured"), match.measured());
      result(row.putObject("predicted"), match.predicted());
      errors(row.putObject("error"), match);
      repeats
          .get(match.inputs().name())
          .spread()
          .ifPresent(share -> row.put("repeatsShare", share));
    }
    var summary = root.putArray("summary");
    for (OracleReport.Score score : OracleReport.scores(matches)) {
      summary.addObject().put("what", score.what()).put("hits", score.hits()).put("of", score.of());
    }
    return root.toPrettyString() + '\n';
  }

  private static void result(ObjectNode into, Result result) {
    into.put("completed", result.completed())
        .put("totalMillis", result.totalMillis())
        .put("syncs", result.syncs())
        .put("bytes", result.bytes());
    result.blackoutMillis().ifPresent(millis -> into.put("blackoutMillis", millis));
  }

  private static void errors(ObjectNode into, Match match) {
    into.put("outcome", !match.outcomeRight());
    if (match.bothCompleted()) {
      into.put("totalShare", match.totalError());
    }
    into.put("syncs", match.syncsOff()).put("bytesShare", match.bytesError());
    if (match.hasBlackouts()) {
      into.put("blackoutMillis", match.blackoutOffMillis());
    }
  }
}
