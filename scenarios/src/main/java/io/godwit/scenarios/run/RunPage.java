package io.godwit.scenarios.run;

import io.godwit.dashboards.chart.Stories;
import io.godwit.dashboards.chart.SvgChart;
import io.godwit.dashboards.page.PageFacts;
import io.godwit.dashboards.page.PageFacts.Budget;
import io.godwit.dashboards.page.PageProjection;
import io.godwit.dashboards.page.RunModel;
import io.godwit.dashboards.page.RunModel.Drawing;
import io.godwit.dashboards.page.RunModels;
import io.godwit.dashboards.projection.PlannedFault;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.report.Summary;
import io.godwit.model.fleet.Limits;
import io.godwit.model.fleet.Plan;
import io.godwit.model.topology.Topology;
import io.godwit.persistence.run.EventLog;
import io.godwit.scenarios.file.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts a run's page together, of its events and what its scenario says. */
final class RunPage {

  /** Each sequence chart takes two readings of the whole record. */
  private static final long MOST_EVENTS_TO_DRAW = 20_000;

  private static final int DRAWINGS = 3;
  private static final String RUNS = "runs";

  private RunPage() {}

  static RunModel model(
      EventLog log,
      Scenario scenario,
      RunProjection run,
      PageProjection page,
      Summary summary,
      Pages pages,
      Path folder) {
    PageFacts facts = facts(scenario, folder);
    return pages == Pages.SHARED
        ? RunModels.ofOneOfSeveral(page, summary, run.violations(), facts)
        : RunModels.of(page, summary, run.violations(), facts, drawings(log, summary));
  }

  private static List<Drawing> drawings(EventLog log, Summary summary) {
    if (log.count() > MOST_EVENTS_TO_DRAW) {
      return List.of();
    }
    return summary.worst().stream()
        .limit(DRAWINGS)
        .flatMap(
            worst ->
                Stories.of(log, Optional.of(worst.migration())).stream()
                    .map(story -> new Drawing(worst.migration(), SvgChart.of(story.chart()))))
        .toList();
  }

  static PageFacts facts(Scenario scenario, Path folder) {
    return new PageFacts(
        nameOf(folder),
        scenario.about(),
        deadlines(scenario),
        limits(scenario),
        scenario.expectations().stream()
            .filter(each -> each.metric().isDuration() && each.isUpperBound())
            .map(
                each ->
                    new Budget(
                        each.scope()
                            .map(
                                scope ->
                                    scope.kind() + '[' + scope.name() + "]." + each.metric().word())
                            .orElse(each.metric().word()),
                        each.text(),
                        each.base()))
            .toList(),
        scenario.plannedFaults().stream().map(PlannedFault::called).toList(),
        link -> capacity(scenario.fabric(), link));
  }

  private static long capacity(Topology fabric, String link) {
    int[] links = fabric.linksNamed(link);
    return links.length == 1 ? fabric.capacity(links[0]).bytesPerSecond() : 0;
  }

  private static Map<Integer, Long> deadlines(Scenario scenario) {
    var deadlines = new TreeMap<Integer, Long>();
    List<Plan> plans = scenario.plans();
    for (int plan = 0; plan < plans.size(); plan++) {
      int number = plan;
      plans.get(plan).deadline().ifPresent(length -> deadlines.put(number, length.nanos()));
    }
    return deadlines;
  }

  private static Map<Integer, Map<String, Long>> limits(Scenario scenario) {
    var all = new TreeMap<Integer, Map<String, Long>>();
    List<Plan> plans = scenario.plans();
    for (int plan = 0; plan < plans.size(); plan++) {
      Limits limits = plans.get(plan).limits();
      var set = new TreeMap<String, Long>();
      set.put("limits.total", (long) limits.total());
      set.put("limits.per-source", (long) limits.perSource());
      set.put("limits.per-destination", (long) limits.perDestination());
      set.put("limits.per-uplink", (long) limits.perUplink());
      set.values().removeIf(each -> each == Limits.NONE);
      all.put(plan, set);
    }
    return all;
  }

  /**
   * Such as {@code runs/rack-drain-42-1}: a page says nothing of the machine that it was made on.
   */
  static String nameOf(Path folder) {
    Path real = real(folder);
    for (int part = real.getNameCount() - 2; part >= 0; part--) {
      if (real.getName(part).toString().equals(RUNS)) {
        return real.subpath(part, real.getNameCount()).toString();
      }
    }
    return real.getFileName().toString();
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException gone) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
