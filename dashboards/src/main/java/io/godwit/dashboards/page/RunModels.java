package io.godwit.dashboards.page;

import io.godwit.dashboards.page.Course.Attempt;
import io.godwit.dashboards.page.RunModel.Attempts;
import io.godwit.dashboards.page.RunModel.Drawing;
import io.godwit.dashboards.page.RunModel.Heat;
import io.godwit.dashboards.page.RunModel.Migrations;
import io.godwit.dashboards.page.RunModel.PlanModel;
import io.godwit.dashboards.page.RunModel.Residents;
import io.godwit.dashboards.page.RunModel.Tallies;
import io.godwit.dashboards.page.RunModel.Violation;
import io.godwit.dashboards.report.Summary;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.invariant.Invariants;
import io.godwit.model.migration.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Makes the model of what a projection has read so far. */
public final class RunModels {

  /** A page of so many is some four megabytes. */
  static final int MOST_DETAILED = 20_000;

  /** In a page of several runs, so that they fit together. */
  static final int MOST_DETAILED_OF_SEVERAL = 2_000;

  private static final int MOST_PLANS = 200;

  /** Of bands behind a time axis; more would be a single one. */
  private static final int MOST_BANDS = 2_000;

  private static final int MOST_POINTS = 1_500;

  private final PageProjection run;
  private final PageFacts facts;
  private final boolean shared;
  private final Words words = new Words();
  private final Words hosts = new Words();
  private final List<String> thinned = new ArrayList<>();

  private RunModels(PageProjection run, PageFacts facts, boolean shared) {
    this.shared = shared;
    this.run = run;
    this.facts = facts;
  }

  /** The model of a run that has a page of its own. */
  public static RunModel of(
      PageProjection run,
      Summary summary,
      Map<Invariants, Long> violations,
      PageFacts facts,
      List<Drawing> drawings) {
    return new RunModels(run, facts, false).model(summary, violations, drawings, MOST_DETAILED);
  }

  /** The model of a run that shares a page with others: of many migrations only some. */
  public static RunModel ofOneOfSeveral(
      PageProjection run, Summary summary, Map<Invariants, Long> violations, PageFacts facts) {
    return new RunModels(run, facts, true)
        .model(summary, violations, List.of(), MOST_DETAILED_OF_SEVERAL);
  }

  private RunModel model(
      Summary summary, Map<Invariants, Long> violations, List<Drawing> drawings, int most) {
    run.hosts.keySet().forEach(hosts::number);
    List<Course> courses = detailed(most);
    Migrations migrations = migrations(courses);
    Attempts attempts = attempts(courses);
    Heat heat = heat();
    return new RunModel(
        summary.scenario(),
        facts.folder(),
        facts.about(),
        summary,
        run.end.nanos(),
        plans(),
        facts.budgets(),
        holds(),
        troubles(),
        violations.entrySet().stream()
            .map(each -> new Violation(each.getKey().word(), each.getValue()))
            .toList(),
        run.progress.steps.thinned(),
        Samples.of(run.downtimes),
        Samples.of(run.totals),
        Samples.of(run.rounds),
        words.words(),
        Arrays.stream(Phase.values()).map(Phase::word).toList(),
        hosts.words(),
        residents(),
        migrations,
        attempts,
        heat,
        tallies(summary, heat),
        drawings,
        thinned);
  }

  /** All, or those that failed, those that stood longest, and an even choice of the others. */
  private List<Course> detailed(int most) {
    List<Course> all = new ArrayList<>(run.courses.values());
    if (all.size() <= most) {
      return all;
    }
    thinned.add(
        ("%,d of %,d migrations are drawn one by one: those that did not complete, those with the"
                + " longest downtime, and an even choice of the others. Figures and curves are of"
                + " all.")
            .formatted(most, all.size()));
    Set<Course> chosen = new HashSet<>();
    all.stream().filter(each -> !each.completed()).limit(most / 2).forEach(chosen::add);
    all.stream()
        .sorted(Comparator.comparingLong(Course::longestDowntime).reversed())
        .limit(most / 10)
        .forEach(chosen::add);
    double step = (double) all.size() / (most - chosen.size());
    for (double next = 0; next < all.size() && chosen.size() < most; next += step) {
      chosen.add(all.get((int) next));
    }
    return all.stream().filter(chosen::contains).toList();
  }

  private List<Trouble> troubles() {
    List<String> names = facts.faults();
    return longest(run.troubles.all(), "faults", RunModels::length).stream()
        .map(
            each ->
                each.fault() >= 0 && each.fault() < names.size()
                    ? each.called(names.get(each.fault()))
                    : each)
        .toList();
  }

  private List<RunModel.Hold> holds() {
    return longest(
        run.progress.holds(), "times that a limit held migrations back", RunModels::length);
  }

  private static long length(RunModel.Hold hold) {
    return hold.until() < 0 ? Long.MAX_VALUE : hold.until() - hold.from();
  }

  private static long length(Trouble trouble) {
    return trouble.untilNanos() < 0 ? Long.MAX_VALUE : trouble.untilNanos() - trouble.fromNanos();
  }

  private <T> List<T> longest(List<T> all, String what, ToLongFunction<T> length) {
    if (all.size() <= MOST_BANDS) {
      return all;
    }
    thinned.add("The longest %,d of %,d %s are shown.".formatted(MOST_BANDS, all.size(), what));
    Set<T> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    all.stream()
        .sorted(Comparator.comparingLong(length).reversed())
        .limit(MOST_BANDS)
        .forEach(kept::add);
    return all.stream().filter(kept::contains).toList();
  }

  private List<PlanModel> plans() {
    if (run.progress.plans.size() > MOST_PLANS) {
      thinned.add(
          "The first %,d of %,d plans have a curve of their own."
              .formatted(MOST_PLANS, run.progress.plans.size()));
    }
    return run.progress.plans.values().stream().limit(MOST_PLANS).map(this::plan).toList();
  }

  private PlanModel plan(Progress.OfPlan plan) {
    int number = plan.started.plan();
    var at = new LongColumn();
    var left = new LongColumn();
    int step = Math.max(1, plan.at.size() / MOST_POINTS);
    for (int row = 0; row < plan.at.size(); row++) {
      if (row % step == 0 || row == plan.at.size() - 1 || isTurn(plan.left, row)) {
        at.add(plan.at.get(row));
        left.add(plan.left.get(row));
      }
    }
    return new PlanModel(
        number,
        run.progress.name(number),
        plan.started.kind(),
        plan.started.target(),
        plan.startedAt,
        plan.startedOrd,
        plan.finishedAt,
        Optional.ofNullable(facts.deadlines().get(number)),
        facts.limits().getOrDefault(number, Map.of()),
        at,
        left);
  }

  /** Where guests are added no longer, or again. */
  private static boolean isTurn(LongColumn left, int row) {
    return row > 0
        && row < left.size() - 1
        && (left.get(row) > left.get(row - 1)) != (left.get(row + 1) > left.get(row));
  }

  private Residents residents() {
    var residents = new Residents(new LongColumn(), new LongColumn(), new LongColumn());
    for (String host : hosts.words()) {
      Optional<HypervisorStarted> known = Optional.ofNullable(run.hosts.get(host));
      residents.memory().add(known.map(each -> each.memory().bytes()).orElse(-1L));
      residents.used().add(known.map(each -> each.used().bytes()).orElse(-1L));
      residents.guests().add(known.map(each -> (long) each.vms().size()).orElse(-1L));
    }
    return residents;
  }

  private Migrations migrations(List<Course> courses) {
    Migrations rows = Migrations.empty();
    for (Course course : courses) {
      rows.name().add(course.planned.migration());
      rows.vm().add(course.planned.vm());
      rows.plan().add(course.planned.plan());
      rows.source().add(hosts.number(course.planned.source()));
      rows.memory().add(course.planned.memory().bytes());
      rows.plannedAt().add(course.plannedAt);
      rows.plannedOrd().add(course.plannedOrd);
      rows.settledAt().add(course.settledAt);
      rows.settledOrd().add(course.settledOrd);
      rows.outcome().add(words.number(course.outcome));
      rows.total().add(course.total);
    }
    return rows;
  }

  private Attempts attempts(List<Course> courses) {
    Attempts rows = Attempts.empty();
    int migration = 0;
    for (Course course : courses) {
      for (Attempt attempt : course.attempts) {
        attempt(migration, attempt, rows);
        if (!shared) {
          steps(attempt, rows);
        }
      }
      migration++;
    }
    return rows;
  }

  private void attempt(int migration, Attempt attempt, Attempts rows) {
    rows.migration().add(migration);
    rows.destination().add(hosts.number(attempt.destination));
    rows.from().add(attempt.from);
    rows.ord().add(attempt.ord);
    rows.until().add(attempt.until);
    rows.endOrd().add(attempt.endOrd);
    rows.end().add(words.number(attempt.end));
    rows.reason().add(words.number(attempt.reason));
    rows.downtime().add(attempt.downtime);
  }

  /** A page of several runs has none of these: it tells of whole migrations. */
  private static void steps(Attempt attempt, Attempts rows) {
    rows.phaseCount().add(attempt.phases.size() / 2);
    rows.phases().addAll(attempt.phases);
    rows.roundCount().add(attempt.rounds.size() / 3);
    rows.rounds().addAll(attempt.rounds);
  }

  private Heat heat() {
    HeatMap map = run.heat;
    if (map.isByRack()) {
      thinned.add(
          "More than %,d links: those of the hosts of a rack are one row."
              .formatted(HeatMap.MOST_ROWS));
    }
    Map<String, long[]> cells = map.rows();
    Map<String, LinkSum> sums = sums(map.isByRack());
    var heat =
        new Heat(
            map.start(),
            map.width(),
            map.used(),
            List.copyOf(cells.keySet()),
            new LongColumn(),
            new LongColumn(),
            new LongColumn(),
            new LongColumn(),
            List.copyOf(cells.values()));
    for (String link : cells.keySet()) {
      LinkSum sum = sums.getOrDefault(link, LinkSum.NONE);
      heat.capacity().add(sum.capacity() > 0 ? sum.capacity() : facts.capacity().applyAsLong(link));
      heat.carried().add(sum.carried());
      heat.fullNanos().add(sum.full());
      heat.ord().add(sum.ord());
    }
    return heat;
  }

  /** What links say at the end, together where they are one row; 0 in a run that had no end. */
  private record LinkSum(long capacity, long carried, long full, long ord) {
    static final LinkSum NONE = new LinkSum(0, 0, 0, 0);

    LinkSum and(LinkSum other) {
      return new LinkSum(
          capacity + other.capacity,
          carried + other.carried,
          Math.max(full, other.full),
          ord == 0 ? other.ord : ord);
    }
  }

  private Map<String, LinkSum> sums(boolean byRack) {
    var sums = new TreeMap<String, LinkSum>();
    run.links.forEach(
        (link, used) ->
            sums.merge(
                byRack ? HeatMap.placeOf(link) : link,
                sum(used, run.linkOrds.get(link)),
                LinkSum::and));
    return sums;
  }

  private static LinkSum sum(LinkUsed used, long ord) {
    return new LinkSum(
        used.capacity().bytesPerSecond(), used.carried().bytes(), used.full().nanos(), ord);
  }

  private Tallies tallies(Summary summary, Heat heat) {
    return new Tallies(
        heat.cells().stream().flatMapToLong(Arrays::stream).sum(),
        run.links.values().stream().mapToLong(link -> link.carried().bytes()).sum(),
        run.linkBytes,
        run.flowBytes,
        summary.bytes().memory() + summary.bytes().deviceContext());
  }
}
