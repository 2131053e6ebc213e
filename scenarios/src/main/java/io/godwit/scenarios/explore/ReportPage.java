package io.godwit.scenarios.explore;

import io.godwit.model.unit.Counted;
import io.godwit.scenarios.explore.Coverage.Area;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A report as a page for a terminal. */
final class ReportPage {

  private static final Pattern EVENT = Pattern.compile("event ([0-9]+) of");

  /** What went before the event that a finding names. */
  private static final int LAST_LINES = 12;

  private static final int MOST_REFUSALS = 5;

  private final Report report;
  private final Optional<Path> folder;
  private final StringBuilder page = new StringBuilder();

  ReportPage(Report report, Optional<Path> folder) {
    this.report = report;
    this.folder = folder;
  }

  String text() {
    line(
        "%s (seed %d): %s, %s%s"
            .formatted(
                report.question().scenario().scenario().name(),
                report.question().seed(),
                Counted.of(report.runs(), "variation"),
                Counted.of(report.findings().size(), "finding"),
                report.interrupted() ? ", then interrupted" : ""));
    line("");
    for (Area area : Area.values()) {
      row(area.word(), reached(area));
    }
    refusals();
    if (!report.strikes().isEmpty()) {
      line("");
      report.strikes().lines().forEach(each -> line("  " + each));
      line("  " + StrikeTable.legend());
    }
    for (int i = 0; i < report.findings().size(); i++) {
      finding(report.findings().get(i), i);
    }
    return page.toString();
  }

  private String reached(Area area) {
    int all = Cells.all(area).size();
    int missing = report.coverage().missing(area, Cells.all(area)).size();
    return all == 0
        ? "%,d: %s".formatted(report.coverage().count(area), area.about())
        : "%,d of %,d: %s".formatted(all - missing, all, area.about());
  }

  private void refusals() {
    if (report.refusals() > 0) {
      row("not judged", Counted.of(report.refusals(), "variation"));
      report.refused().entrySet().stream()
          .limit(MOST_REFUSALS)
          .forEach(each -> row("", "%,d x %s".formatted(each.getValue(), each.getKey())));
    }
  }

  private void finding(Finding finding, int index) {
    line("");
    row("finding " + (index + 1), finding.trouble().title());
    row("", finding.trouble().detail());
    row(
        "",
        "first in variation %,d, and in %,d more; shrunk in %s to %s, %s"
            .formatted(
                finding.variation(),
                finding.times() - 1,
                Counted.of(finding.tries(), "run"),
                Counted.of(finding.minimal().guests().size(), "guest"),
                Counted.of(finding.minimal().blocks("faults").size(), "fault")));
    folder.ifPresent(in -> row("", finding.replay(FindingFiles.scenario(in, index))));
    line("");
    finding.minimal().text().lines().forEach(each -> line("    " + each));
    line("");
    end(finding).forEach(this::line);
  }

  /** The timeline up to what the finding names, or to its end. */
  private static List<String> end(Finding finding) {
    List<String> lines = finding.timeline();
    Matcher event = EVENT.matcher(finding.trouble().detail());
    int end = lines.size();
    if (event.find()) {
      String number = "%6s ".formatted(event.group(1));
      for (int i = 0; i < lines.size(); i++) {
        end = lines.get(i).startsWith(number) ? i + 1 : end;
      }
    }
    return lines.subList(Math.max(0, end - LAST_LINES), end);
  }

  private void row(String name, String value) {
    line("  %-15s%s".formatted(name, value));
  }

  private void line(String text) {
    page.append(text.stripTrailing()).append('\n');
  }
}
