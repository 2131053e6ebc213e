package io.godwit.scenarios.search;

import io.godwit.model.unit.Counted;
import io.godwit.scenarios.run.MetricValues;
import io.godwit.scenarios.run.TextTable;
import io.godwit.scenarios.search.Findings.Doubled;
import io.godwit.scenarios.search.Findings.OtherSeed;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Findings as a page for a terminal. */
final class FindingsPage {

  private static final int DIGITS = 1;

  /** Less than this, in parts, is not shown with one digit after the point. */
  private static final double SAME = 5e-4;

  private final Findings findings;
  private final Goal goal;
  private final StringBuilder page = new StringBuilder();

  FindingsPage(Findings findings) {
    this.findings = findings;
    this.goal = findings.goal();
  }

  String text() {
    head();
    frontier();
    if (findings.best().isPresent()) {
      best(findings.best().get());
      sureness();
      doubled(findings.best().get());
    }
    return page.toString();
  }

  private void head() {
    line(
        "%s (seed %d): %s tried%s"
            .formatted(
                findings.scenario().name(),
                findings.scenario().seed(),
                Counted.of(findings.tried().size(), "setting"),
                findings.interrupted() ? ", then interrupted" : ""));
    line("");
    row("goal", goal.toString());
    goal.bounds().forEach(bound -> row("subject to", bound.text()));
    row("", "what the scenario expects, the goal of every plan, and every invariant");
    findings.knobs().forEach(knob -> row("varied", knob.path() + '=' + knob.range()));
  }

  private void frontier() {
    List<Trial> frontier = findings.frontier();
    if (frontier.isEmpty()) {
      return;
    }
    line("");
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(findings.knobs().stream().map(Knob::path).toList());
    head.addAll(List.of(goal.metric().word(), goal.other().word(), ""));
    table.add(head);
    for (Trial trial : frontier) {
      var cells = new ArrayList<>(trial.settings().stream().map(FindingsPage::value).toList());
      cells.add(shown(trial.value()));
      cells.add(MetricValues.shown(goal.other().metric(), trial.other(), DIGITS));
      cells.add(trial.allowed() ? isBest(trial) ? "best" : "" : "not allowed");
      table.add(cells);
    }
    table(table);
  }

  private boolean isBest(Trial trial) {
    return findings.best().filter(trial::equals).isPresent();
  }

  private static String value(String setting) {
    return setting.substring(setting.indexOf('=') + 1);
  }

  private void best(Trial best) {
    line("");
    findings.asItStands().ifPresent(trial -> row("as it stands", trial.worth(goal)));
    if (!best.allowed()) {
      row("best", "none %s; nearest is %s".formatted(allowed(), String.join(" ", best.settings())));
      best.misses().forEach(miss -> row("", miss));
      return;
    }
    row("best", String.join(" ", best.settings()));
    String gain =
        findings
            .asItStands()
            .flatMap(trial -> findings.gain(best, trial))
            .map(this::than)
            .orElse("");
    row("", best.worth(goal) + gain);
    if (findings.asItStands().filter(trial -> trial.isBetter(best, goal)).isPresent()) {
      row("", "nothing that was tried is better than the scenario as it stands");
    }
    findings
        .openEnds()
        .forEach(
            path ->
                row("", "%s is at the end of its range: beyond it may be better".formatted(path)));
  }

  private String allowed() {
    return findings.asItStands().filter(Trial::allowed).isPresent()
        ? "that was tried is allowed, but the scenario as it stands is"
        : "is allowed";
  }

  private String than(double gain) {
    return ", %s".formatted(better(gain));
  }

  private String better(double gain) {
    if (Math.abs(gain) < SAME) {
      return "the same";
    }
    return String.format(
        Locale.US, "%.1f %% %s", Math.abs(gain) * 100, gain < 0 ? worse() : good());
  }

  private String good() {
    return goal.most() ? higher() : lower();
  }

  private String worse() {
    return goal.most() ? lower() : higher();
  }

  private String higher() {
    return goal.metric().metric().isDuration() ? "longer" : "more";
  }

  private String lower() {
    return goal.metric().metric().isDuration() ? "shorter" : "less";
  }

  private void sureness() {
    List<OtherSeed> seeds = findings.seeds();
    if (seeds.isEmpty()) {
      return;
    }
    long allowed = seeds.stream().filter(seed -> seed.best().allowed()).count();
    DoubleSummaryStatistics gains =
        seeds.stream()
            .flatMap(seed -> findings.gain(seed.best(), seed.asItStands()).stream())
            .mapToDouble(gain -> gain)
            .summaryStatistics();
    row("sure", "allowed with %d of %d other seeds".formatted(allowed, seeds.size()));
    if (gains.getCount() > 0) {
      row(
          "",
          "beside the scenario as it stands: %s in the worst of them, %s in the best"
              .formatted(better(gains.getMin()), better(gains.getMax())));
    }
  }

  private void doubled(Trial best) {
    if (findings.doubled().isEmpty()) {
      return;
    }
    line("");
    line("  with the best settings, and one rate doubled");
    var table = new ArrayList<List<String>>();
    for (Doubled rate : findings.doubled()) {
      Optional<Double> gain = findings.gain(rate.trial(), best);
      table.add(
          List.of(
              rate.path(),
              rate.from() + " -> " + rate.to(),
              shown(rate.trial().value()),
              gain.map(this::better).orElse("-"),
              rate.trial().allowed() ? "" : "not allowed: " + rate.trial().misses().get(0)));
    }
    table(table);
  }

  private String shown(OptionalDouble value) {
    return MetricValues.shown(goal.metric().metric(), value, DIGITS);
  }

  private void row(String name, String value) {
    line("  %-14s%s".formatted(name, value));
  }

  /** All columns but the last stand to the right. */
  private void table(List<List<String>> cells) {
    int last = cells.get(0).size() - 1;
    TextTable.lines(cells, column -> column < last).forEach(this::line);
  }

  private void line(String text) {
    page.append(text.stripTrailing()).append('\n');
  }
}
