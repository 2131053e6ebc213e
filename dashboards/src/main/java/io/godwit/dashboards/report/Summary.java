package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.LinkRow;
import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.projection.PlannedFault;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.projection.TurnoverRows;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.id.EntityKind;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run comes to: the content of {@code summary.json}, field by field in the order of the
 * file. Distributions of what never happened are absent rather than invented.
 */
public record Summary(
    int schemaVersion,
    String scenario,
    long seed,
    String version,
    String digest,
    String verdict,
    Optional<Unfinished> unfinished,
    double virtualSeconds,
    Optional<Took> took,
    double wallSeconds,
    Events events,
    Entities entities,
    Migrations migrations,
    Vms vms,
    Optional<Distribution> downtimeMillis,
    Map<String, Distribution> downtimeBreakdownMillis,
    Optional<Distribution> slowdownMillis,
    Optional<Distribution> awaySeconds,
    Optional<Distribution> totalSeconds,
    Optional<Distribution> rounds,
    long pageFaults,
    Moved bytes,
    long peakConcurrent,
    List<Turnover> turnover,
    Optional<Double> energyJoules,
    Optional<TimeSpent> timeSpent,
    List<LinkUsage> links,
    List<Background> background,
    List<Worst> worst,
    List<PlanResult> plans,
    List<GroupResult> groups,
    List<Judgement> invariants,
    List<Judgement> expectations,
    List<Judgement> faults) {

  /** Grows when a field is removed or changes its meaning; new fields leave it as it is. */
  public static final int SCHEMA_VERSION = 1;

  /** The verdict on a run that did not come to its end. */
  public static final String UNFINISHED = "UNFINISHED";

  /** What is said of a fault that never struck. */
  public static final String NEVER = "never";

  /** What is said of one that could have struck, had chance not spared all. */
  private static final String SPARED = "spared";

  /**
   * The work's own time: from the first request to the last settlement, or to the end of the record
   * when something was never settled. Timers and faults that outlast the work are no part of it.
   * Where nothing began, and all was over at once, there was no work.
   */
  public record Took(double fromSeconds, double untilSeconds, double seconds) {}

  /**
   * Where the record of a run ends that did not come to its end, and how many migrations had been
   * begun and not settled there.
   */
  public record Unfinished(double recordEndsAtSeconds, long underWay) {}

  public record Events(long simulated, long persisted) {}

  public record Entities(long hypervisor, long owner, long member, long migration) {}

  public record Migrations(
      long planned,
      long completed,
      long failed,
      long rolledBack,
      long lost,
      long cancelled,
      long retried) {}

  public record Vms(long total, long lost) {}

  public record Moved(long memory, long deviceContext) {}

  /**
   * What the events do not say: the digest over them, whether the run came to its end, and how long
   * it took here; and which faults the scenario wanted.
   */
  public record RunFacts(
      String digest,
      boolean isFinished,
      double wallSeconds,
      List<PlannedFault> faults,
      boolean explains) {

    /** Those of a run whose invariants say no more than what breaks them first. */
    public RunFacts(
        String digest, boolean isFinished, double wallSeconds, List<PlannedFault> faults) {
      this(digest, isFinished, wallSeconds, faults, false);
    }
  }

  /**
   * The summary of a history; {@code judge} is asked about the scenario's expectations. Of a run
   * that did not come to its end nothing is judged: what it lacks may have been to come.
   */
  public static Summary of(
      RunProjection run, RunFacts facts, Function<Summary, List<Judgement>> judge) {
    if (!facts.isFinished()) {
      Summary unjudged = unjudged(run, facts, List.of());
      return unjudged.judged(UNFINISHED, unjudged.plans, List.of());
    }
    var invariants = new ArrayList<Judgement>();
    run.findings()
        .forEach(
            (invariant, finding) ->
                invariants.add(
                    new Judgement(
                        invariant.word(),
                        finding.verdict().word(),
                        finding.detail() + (facts.explains() ? run.violations(invariant) : ""))));
    Summary unjudged = unjudged(run, facts, invariants);
    List<Judgement> expectations = judge.apply(unjudged);
    List<PlanResult> plans = judgedPlans(unjudged.plans, expectations);
    return unjudged.judged(
        verdict(run, plans, invariants, expectations, unjudged.faults()), plans, expectations);
  }

  private static Summary unjudged(RunProjection run, RunFacts facts, List<Judgement> invariants) {
    Collection<MigrationRow> rows = run.migrations();
    List<MigrationRow> completed = rows.stream().filter(MigrationRow::completed).toList();
    RunStarted started =
        run.started().orElseThrow(() -> new IllegalArgumentException("the log has no run in it"));
    Figures all = Figures.of(rows, run.end());
    List<LinkUsage> links = LinkUsage.busiest(run, seconds(all.took()));
    return new Summary(
        SCHEMA_VERSION,
        started.scenario(),
        started.seed(),
        started.version(),
        facts.digest(),
        "",
        facts.isFinished() ? Optional.empty() : Optional.of(unfinished(run)),
        run.end().nanos() / 1e9,
        all.took(),
        facts.wallSeconds(),
        new Events(run.deliveries().orElse(0L), run.events()),
        entities(run),
        all.migrations(),
        new Vms(
            started.vms()
                + run.turnover().rows().stream().mapToLong(TurnoverRows.Row::arrived).sum(),
            facts.isFinished() ? run.lost() : all.migrations().lost()),
        all.downtimeMillis(),
        breakdown(Figures.stood(completed)),
        all.slowdownMillis(),
        all.awaySeconds(),
        all.totalSeconds(),
        all.rounds(),
        all.pageFaults(),
        all.bytes(),
        run.tally().mostRunning(),
        Turnover.of(run),
        energy(run),
        all.timeSpent().map(spent -> spent.over(links, seconds(all.took()))),
        links,
        Background.of(run),
        Worst.of(rows),
        plans(run),
        groups(run),
        List.copyOf(invariants),
        List.of(),
        facts.isFinished() ? faults(run, facts) : List.of());
  }

  private static double seconds(Optional<Took> took) {
    return took.map(Took::seconds).orElse(0.0);
  }

  private static SimTime workEnd(RunProjection run) {
    boolean open = !run.tally().unsettled().isEmpty();
    return open ? run.end() : run.tally().lastSettlement().orElse(run.end());
  }

  private static Optional<Double> energy(RunProjection run) {
    OptionalDouble joules =
        run.tally().firstRequest().isEmpty()
            ? OptionalDouble.empty()
            : run.power().joules(run.tally().firstRequest().get(), workEnd(run));
    return joules.isEmpty() ? Optional.empty() : Optional.of(joules.getAsDouble());
  }

  private static Entities entities(RunProjection run) {
    return new Entities(
        run.entities(EntityKind.HYPERVISOR),
        run.entities(EntityKind.OWNER),
        run.entities(EntityKind.MEMBER),
        run.entities(EntityKind.MIGRATION));
  }

  private static Unfinished unfinished(RunProjection run) {
    return new Unfinished(run.end().nanos() / 1e9, run.tally().running());
  }

  private static Map<String, Distribution> breakdown(List<MigrationRow> completed) {
    var breakdown = new LinkedHashMap<String, Distribution>();
    for (Phase phase : Phase.values()) {
      if (phase.inDowntime()) {
        Figures.millis(completed, row -> Stream.of(row.in(phase)))
            .ifPresent(distribution -> breakdown.put(phase.word(), distribution));
      }
    }
    return breakdown;
  }

  private static List<PlanResult> plans(RunProjection run) {
    Map<Integer, List<MigrationRow>> rows =
        run.migrations().stream().collect(Collectors.groupingBy(MigrationRow::plan));
    Map<String, LinkRow> links =
        run.links().stream().collect(Collectors.toMap(LinkRow::link, link -> link));
    return run.plans().stream()
        .map(
            plan -> {
              Figures figures = Figures.of(rows.getOrDefault(plan.plan(), List.of()), run.end());
              Optional<LinkUsage> busiest =
                  LinkUsage.busiestWayOut(plan, seconds(figures.took()), links, run);
              return PlanResult.of(plan, figures.over(busiest), busiest);
            })
        .toList();
  }

  private static List<GroupResult> groups(RunProjection run) {
    var rows = new LinkedHashMap<String, List<MigrationRow>>();
    run.migrations()
        .forEach(
            row ->
                rows.computeIfAbsent(GroupResult.of(row.vm()), group -> new ArrayList<>())
                    .add(row));
    return rows.entrySet().stream()
        .map(group -> new GroupResult(group.getKey(), Figures.of(group.getValue(), run.end())))
        .toList();
  }

  private static List<Judgement> faults(RunProjection run, RunFacts facts) {
    return run.accounts(facts.faults()).stream()
        .map(
            account ->
                new Judgement(
                    account.name(),
                    account.hasStruck() ? "struck" : account.wasSpared() ? SPARED : NEVER,
                    account.detail()))
        .toList();
  }

  /**
   * Invalid when anything failed; unknown when nothing moved or a fault never struck, for then what
   * was to be proved was not.
   */
  private static String verdict(
      RunProjection run,
      List<PlanResult> plans,
      List<Judgement> invariants,
      List<Judgement> expectations,
      List<Judgement> faults) {
    boolean failed =
        plans.stream().anyMatch(PlanResult::failed)
            || invariants.stream().anyMatch(Judgement::failed)
            || expectations.stream().anyMatch(Judgement::failed);
    if (failed) {
      return "INVALID";
    }
    boolean proved =
        !run.migrations().isEmpty()
            && run.deliveries().isPresent()
            && faults.stream().noneMatch(fault -> fault.result().equals(NEVER));
    return proved ? "VALID" : "UNKNOWN";
  }

  /** An expectation that is met only because guests did not move says that they should not. */
  private static List<PlanResult> judgedPlans(
      List<PlanResult> plans, List<Judgement> expectations) {
    boolean expected = expectations.stream().anyMatch(Judgement::tellsOfAMiss);
    return plans.stream().map(plan -> expected ? plan.expected() : plan).toList();
  }

  /** The same run, seen only as far as some of its migrations go; no plan is among it. */
  public Summary of(RunProjection run, Predicate<MigrationRow> some) {
    return of(Figures.of(run.migrations().stream().filter(some).toList(), run.end()), List.of());
  }

  /**
   * The same run, seen only as far as one plan's or one group's migrations go; its times count from
   * the first request among these.
   */
  public Summary of(Figures figures, List<PlanResult> itsPlans) {
    return new Summary(
        schemaVersion,
        scenario,
        seed,
        version,
        digest,
        verdict,
        unfinished,
        virtualSeconds,
        figures.took().map(each -> new Took(0, each.seconds(), each.seconds())),
        wallSeconds,
        events,
        entities,
        figures.migrations(),
        new Vms(vms.total(), figures.migrations().lost()),
        figures.downtimeMillis(),
        Map.of(),
        figures.slowdownMillis(),
        figures.awaySeconds(),
        figures.totalSeconds(),
        figures.rounds(),
        figures.pageFaults(),
        figures.bytes(),
        peakConcurrent,
        turnover,
        energyJoules,
        figures.timeSpent(),
        links,
        background,
        List.of(),
        itsPlans,
        List.of(),
        invariants,
        expectations,
        faults);
  }

  private Summary judged(
      String finalVerdict, List<PlanResult> finalPlans, List<Judgement> finalExpectations) {
    return new Summary(
        schemaVersion,
        scenario,
        seed,
        version,
        digest,
        finalVerdict,
        unfinished,
        virtualSeconds,
        took,
        wallSeconds,
        events,
        entities,
        migrations,
        vms,
        downtimeMillis,
        downtimeBreakdownMillis,
        slowdownMillis,
        awaySeconds,
        totalSeconds,
        rounds,
        pageFaults,
        bytes,
        peakConcurrent,
        turnover,
        energyJoules,
        timeSpent,
        links,
        background,
        worst,
        finalPlans,
        groups,
        invariants,
        finalExpectations,
        faults);
  }
}
