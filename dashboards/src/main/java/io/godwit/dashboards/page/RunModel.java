package io.godwit.dashboards.page;

import io.godwit.dashboards.report.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is drawn of a run. Times are ns of virtual time since it began, sizes bytes; tables are
 * columns; hosts, words and migrations are known by their number in the list of their names; -1
 * stands for never.
 *
 * @param name in a page of several runs
 * @param thinned a sentence for everything that was left out
 * @param hosts names of those that took part
 * @param tallies what the page compares, so that whoever reads it can see that it agrees
 */
public record RunModel(
    String name,
    String folder,
    String about,
    Summary summary,
    long endNanos,
    List<PlanModel> plans,
    List<PageFacts.Budget> budgets,
    List<Hold> holds,
    List<Trouble> faults,
    List<Violation> violations,
    Steps steps,
    Samples downtimes,
    Samples totals,
    Samples rounds,
    List<String> words,
    List<String> phases,
    List<String> hosts,
    Residents residents,
    Migrations migrations,
    Attempts attempts,
    Heat heat,
    Tallies tallies,
    List<Drawing> drawings,
    List<String> thinned) {

  /** The same without what each link carried over time. */
  public RunModel withoutLinks() {
    return with(name, migrations, attempts, Heat.NONE, downtimes);
  }

  /** The same with nothing that grows with the number of migrations. */
  public RunModel brief() {
    return with(name, Migrations.NONE, Attempts.NONE, Heat.NONE, downtimes.few());
  }

  /** The same by another name. */
  public RunModel called(String other) {
    return with(other, migrations, attempts, heat, downtimes);
  }

  private RunModel with(
      String name, Migrations migrations, Attempts attempts, Heat heat, Samples downtimes) {
    return new RunModel(
        name,
        folder,
        about,
        summary,
        endNanos,
        plans,
        budgets,
        holds,
        faults,
        violations,
        steps,
        downtimes,
        totals,
        rounds,
        words,
        phases,
        hosts,
        residents,
        migrations,
        attempts,
        heat,
        tallies,
        drawings,
        thinned);
  }

  /** A plan; {@code left} is how many guests it had still to move, after each change. */
  public record PlanModel(
      int plan,
      String name,
      String kind,
      String target,
      long startedAt,
      long startedOrd,
      long finishedAt,
      Optional<Long> deadline,
      Map<String, Long> limits,
      LongColumn at,
      LongColumn left) {}

  /** A limit held migrations of a plan back; {@code underWay} of them ran when it began. */
  public record Hold(int plan, String by, long from, long until, long ord, long underWay) {}

  /** The first event that breaks an invariant; 0 where only the end shows it. */
  public record Violation(String invariant, long ord) {}

  /** What was on each host when it was first spoken to. */
  public record Residents(LongColumn memory, LongColumn used, LongColumn guests) {}

  /**
   * A row for each migration.
   *
   * @param outcome a word
   * @param total how long its completed attempt took; -1 where none did
   */
  public record Migrations(
      List<String> name,
      List<String> vm,
      LongColumn plan,
      LongColumn source,
      LongColumn memory,
      LongColumn plannedAt,
      LongColumn plannedOrd,
      LongColumn settledAt,
      LongColumn settledOrd,
      LongColumn outcome,
      LongColumn total) {

    static final Migrations NONE = empty();

    static Migrations empty() {
      return new Migrations(
          new ArrayList<>(),
          new ArrayList<>(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn());
    }
  }

  /**
   * A row for each attempt. {@code phases} are pairs of a phase and when it began, counted from the
   * row's {@code from}, {@code phaseCount} of them for each row; {@code rounds} are triples of when
   * it ended, bytes sent and bytes dirtied. A page of several runs has neither.
   */
  public record Attempts(
      LongColumn migration,
      LongColumn destination,
      LongColumn from,
      LongColumn ord,
      LongColumn until,
      LongColumn endOrd,
      LongColumn end,
      LongColumn reason,
      LongColumn downtime,
      LongColumn phaseCount,
      LongColumn phases,
      LongColumn roundCount,
      LongColumn rounds) {

    static final Attempts NONE = empty();

    static Attempts empty() {
      return new Attempts(
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn(),
          new LongColumn());
    }
  }

  /** Bytes of each link in each bucket of time; {@code carried} and the like are of the record. */
  public record Heat(
      long start,
      long width,
      int buckets,
      List<String> links,
      LongColumn capacity,
      LongColumn carried,
      LongColumn fullNanos,
      LongColumn ord,
      List<long[]> cells) {

    static final Heat NONE =
        new Heat(
            0,
            1,
            0,
            List.of(),
            new LongColumn(),
            new LongColumn(),
            new LongColumn(),
            new LongColumn(),
            List.of());
  }

  /**
   * The same bytes, told by everybody who knows of them.
   *
   * @param heatLinkBytes sum of all cells
   * @param usedLinkBytes what the links say that they carried
   * @param flowLinkBytes what the flows carried, once for each link
   * @param flowBytes what the flows of migrations carried
   * @param migrationBytes what the migrations say that they sent
   */
  public record Tallies(
      long heatLinkBytes,
      long usedLinkBytes,
      long flowLinkBytes,
      long flowBytes,
      long migrationBytes) {}

  /** The sequence chart of one migration, as SVG. */
  public record Drawing(String migration, String svg) {}
}
