package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.explore.Coverage.Area;
import java.nio.file.Path;
import java.util.Optional;

/** A report as one JSON document. */
final class ReportJson {

  private final ObjectMapper json = new ObjectMapper();
  private final Report report;
  private final Optional<Path> folder;

  ReportJson(Report report, Optional<Path> folder) {
    this.report = report;
    this.folder = folder;
  }

  String text() {
    ObjectNode root = json.createObjectNode();
    root.put("scenario", report.question().scenario().scenario().name());
    root.put("seed", report.question().seed());
    root.put("runs", report.runs()).put("deliveries", report.deliveries());
    root.put("interrupted", report.interrupted()).put("wallSeconds", report.seconds());
    ObjectNode refused = root.putObject("refused");
    report.refused().forEach(refused::put);
    ArrayNode findings = root.putArray("findings");
    for (int i = 0; i < report.findings().size(); i++) {
      findings.add(finding(report.findings().get(i), i));
    }
    ObjectNode coverage = root.putObject("coverage");
    for (Area area : Area.values()) {
      ObjectNode node = coverage.putObject(area.word());
      node.put("reached", report.coverage().count(area));
      ObjectNode runs = node.putObject("runs");
      report.coverage().of(area).forEach(runs::put);
      ArrayNode missing = node.putArray("never");
      report.coverage().missing(area, Cells.all(area)).forEach(missing::add);
    }
    return root.toPrettyString() + '\n';
  }

  private ObjectNode finding(Finding finding, int index) {
    ObjectNode node = json.createObjectNode();
    node.put("kind", finding.trouble().kind().word()).put("name", finding.trouble().name());
    node.put("detail", finding.trouble().detail());
    node.put("variation", finding.variation()).put("times", finding.times());
    node.put("tries", finding.tries()).put("guests", finding.minimal().guests().size());
    node.set("faults", json.valueToTree(finding.minimal().faults()));
    node.put("scenario", finding.minimal().text());
    node.set("timeline", json.valueToTree(finding.timeline()));
    folder.ifPresent(in -> node.put("replay", finding.replay(FindingFiles.scenario(in, index))));
    return node;
  }
}
