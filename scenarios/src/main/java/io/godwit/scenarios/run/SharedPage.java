package io.godwit.scenarios.run;

import io.godwit.dashboards.page.PageModel;
import io.godwit.dashboards.page.PageModel.Compared;
import io.godwit.dashboards.page.PageModel.Setting;
import io.godwit.dashboards.page.PageModel.Shown;
import io.godwit.dashboards.page.RunModel;
import io.godwit.scenarios.file.Comparison;
import io.godwit.scenarios.file.Metric;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ShownMetric;
import io.godwit.scenarios.run.ComparisonRun.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts the page of several runs together. */
public final class SharedPage {

  /** Of more, links over time are nothing that anybody could compare by looking. */
  private static final int MOST_WITH_LINKS = 12;

  /** Of more, a page with every guest would be too large to be sent. */
  private static final int MOST_WITH_GUESTS = 100;

  private SharedPage() {}

  /** Of runs that have nothing in common but that somebody wants them beside each other. */
  public static PageModel of(List<RunModel> runs, List<Setting> differing) {
    String title = String.join(", ", runs.stream().map(RunModel::folder).distinct().toList());
    return new PageModel(
        PageModel.SCHEMA,
        title,
        Optional.empty(),
        Optional.of(differing).filter(keys -> !keys.isEmpty()),
        fitting(runs.stream().map(run -> run.called(run.folder())).toList()));
  }

  private static List<RunModel> fitting(List<RunModel> runs) {
    if (runs.size() <= MOST_WITH_LINKS) {
      return runs;
    }
    boolean withGuests = runs.size() <= MOST_WITH_GUESTS;
    return runs.stream().map(run -> withGuests ? run.withoutLinks() : run.brief()).toList();
  }

  static PageModel of(
      Scenario scenario,
      Comparison comparison,
      List<Row> rows,
      boolean valid,
      Optional<Path> folder) {
    var compared =
        new Compared(
            scenario.about(),
            valid ? "VALID" : "INVALID",
            folder.map(RunPage::nameOf).orElse(""),
            axes(comparison),
            rows.stream().map(SharedPage::choices).toList(),
            rows.stream().map(Row::asExpected).toList(),
            comparison.show().stream().map(metric -> shown(metric, rows)).toList());
    return new PageModel(
        PageModel.SCHEMA,
        scenario.name(),
        Optional.of(compared),
        Optional.empty(),
        fitting(
            rows.stream()
                .map(row -> row.model().orElseThrow().called(row.variant().name()))
                .toList()));
  }

  /** A grid has two axes: where seeds are one of them, the others are one together. */
  private static List<String> axes(Comparison comparison) {
    var names = new ArrayList<>(comparison.axes().stream().map(Comparison.Axis::name).toList());
    if (!comparison.seeds().isEmpty()) {
      names.add("seed");
    }
    return two(names);
  }

  private static List<String> choices(Row row) {
    return two(row.variant().choices().stream().map(Comparison.Choice::name).toList());
  }

  private static List<String> two(List<String> names) {
    return names.size() <= 2
        ? names
        : List.of(
            String.join(", ", names.subList(0, names.size() - 1)), names.get(names.size() - 1));
  }

  private static Shown shown(ShownMetric shown, List<Row> rows) {
    Metric metric = shown.metric();
    return new Shown(
        shown.word(),
        metric.about(),
        metric.isDuration() ? "ns" : metric.isSize() ? "B" : "",
        rows.stream().map(row -> value(shown, row)).toList());
  }

  private static Optional<Double> value(ShownMetric metric, Row row) {
    OptionalDouble value = Parts.value(metric, row.summary());
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
