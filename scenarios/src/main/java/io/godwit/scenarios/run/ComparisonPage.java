package io.godwit.scenarios.run;

import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Summary;
import io.godwit.model.unit.Counted;
import io.godwit.scenarios.file.Comparison;
import io.godwit.scenarios.file.Comparison.Axis;
import io.godwit.scenarios.file.Comparison.Choice;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ShownMetric;
import io.godwit.scenarios.run.ComparisonRun.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A comparison as a page: for one axis a row for each choice, for two axes a table for each metric.
 */
final class ComparisonPage {

  private final StringBuilder page = new StringBuilder();
  private final Scenario scenario;
  private final Comparison comparison;
  private final List<Row> rows;
  private final boolean valid;

  ComparisonPage(Scenario scenario, Comparison comparison, List<Row> rows, boolean valid) {
    this.scenario = scenario;
    this.comparison = comparison;
    this.rows = List.copyOf(rows);
    this.valid = valid;
  }

  String text() {
    line(
        "%s (seed %d): %s, %s"
            .formatted(
                scenario.name(),
                scenario.seed(),
                valid ? "VALID" : "INVALID",
                Counted.of(rows.size(), "run")));
    line(scenario.about());
    choices();
    if (comparison.axes().size() < 2) {
      oneAxis();
    } else {
      comparison.show().forEach(this::twoAxes);
    }
    judgements();
    return page.toString();
  }

  private void choices() {
    for (Axis axis : comparison.axes()) {
      List<Choice> explained =
          axis.choices().stream().filter(choice -> !choice.about().equals("-")).toList();
      if (!explained.isEmpty()) {
        line("");
        var table = new ArrayList<List<String>>();
        explained.forEach(choice -> table.add(List.of(choice.name(), choice.about())));
        table(table, false);
      }
    }
  }

  private void oneAxis() {
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<String>();
    head.add(comparison.axes().stream().findFirst().map(Axis::name).orElse("seeds"));
    comparison.show().forEach(metric -> head.add(metric.word()));
    table.add(head);
    for (List<Row> alike : repeated()) {
      var cells = new ArrayList<String>();
      cells.add(comparison.axes().isEmpty() ? seeds() : name(alike, 0));
      comparison.show().forEach(metric -> cells.add(value(metric, alike)));
      table.add(cells);
    }
    line("");
    table(table, true);
  }

  private void twoAxes(ShownMetric metric) {
    int columns = comparison.axes().get(1).choices().size();
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(metric.word()));
    comparison.axes().get(1).choices().forEach(choice -> head.add(choice.name()));
    table.add(head);
    List<List<Row>> all = repeated();
    for (int first = 0; first < all.size(); first += columns) {
      var cells = new ArrayList<>(List.of(name(all.get(first), 0)));
      for (List<Row> alike : all.subList(first, first + columns)) {
        cells.add(value(metric, alike));
      }
      table.add(cells);
    }
    line("");
    table(table, true);
  }

  /** Runs that differ in their seed alone. */
  private List<List<Row>> repeated() {
    var all = new ArrayList<List<Row>>();
    for (int first = 0; first < rows.size(); first += comparison.repetitions()) {
      all.add(rows.subList(first, first + comparison.repetitions()));
    }
    return all;
  }

  private static String name(List<Row> alike, int axis) {
    return alike.get(0).variant().choices().get(axis).name();
  }

  private String seeds() {
    List<Long> seeds = comparison.seeds();
    return seeds.get(0) + ".." + seeds.get(seeds.size() - 1);
  }

  /** What one run comes to; of several the mean, and how sure that is. */
  private String value(ShownMetric metric, List<Row> alike) {
    if (alike.size() == 1) {
      return shown(metric, Parts.value(metric, alike.get(0).summary()));
    }
    List<Double> values =
        alike.stream()
            .map(row -> Parts.value(metric, row.summary()))
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    if (values.isEmpty()) {
      return "-";
    }
    Spread spread = Spread.of(values);
    String mean = shown(metric, OptionalDouble.of(spread.mean()));
    String width =
        MetricValues.shown(metric.metric(), spread.halfWidth(), comparison.digits(), spread.mean());
    return values.size() < alike.size()
        ? "%s ± %s (of %d)".formatted(mean, width, values.size())
        : "%s ± %s".formatted(mean, width);
  }

  private String shown(ShownMetric metric, OptionalDouble value) {
    return MetricValues.shown(metric.metric(), value, comparison.digits());
  }

  private void judgements() {
    line("");
    for (Row row : rows) {
      for (Judgement invariant : row.summary().invariants()) {
        if (invariant.failed()) {
          boolean expected = row.variant().breaks().contains(invariant.name());
          line(
              "  %s breaks %s%s: %s"
                  .formatted(
                      row.variant().name(),
                      invariant.name(),
                      expected ? ", as it should" : ", AND SHOULD NOT",
                      invariant.detail()));
        } else if (row.variant().breaks().contains(invariant.name())) {
          line(
              "  %s keeps %s, AND SHOULD BREAK IT"
                  .formatted(row.variant().name(), invariant.name()));
        }
      }
      missed(row, row.summary().expectations());
      missed(row, row.expectations());
      neverStruck(row);
    }
    long judged =
        rows.stream()
            .mapToLong(row -> row.expectations().size() + row.summary().expectations().size())
            .sum();
    long missed =
        rows.stream()
            .flatMap(
                row ->
                    List.of(row.expectations(), row.summary().expectations()).stream()
                        .flatMap(List::stream))
            .filter(Judgement::failed)
            .count();
    if (judged > 0) {
      line("  expectations: %d of %d met".formatted(judged - missed, judged));
    }
  }

  private void missed(Row row, List<Judgement> judgements) {
    judgements.stream()
        .filter(Judgement::failed)
        .forEach(
            judgement ->
                line(
                    "  %s misses %s: %s"
                        .formatted(row.variant().name(), judgement.name(), judgement.detail())));
  }

  private void neverStruck(Row row) {
    row.summary().faults().stream()
        .filter(fault -> fault.result().equals(Summary.NEVER))
        .forEach(
            fault ->
                line(
                    "  %s: %s never struck: %s"
                        .formatted(row.variant().name(), fault.name(), fault.detail())));
  }

  /** The first column stands to the left, the others as told. */
  private void table(List<List<String>> cells, boolean othersToTheRight) {
    TextTable.lines(cells, column -> column > 0 && othersToTheRight).forEach(this::line);
  }

  private void line(String text) {
    page.append(text.stripTrailing()).append('\n');
  }
}
