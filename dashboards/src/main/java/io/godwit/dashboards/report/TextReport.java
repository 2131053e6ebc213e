package io.godwit.dashboards.report;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page that a planner can act on, from a summary. */
public final class TextReport {

  private static final int MOST_REASONS = 10;
  private static final int MOST_GROUPS = 10;

  /** Of the time that migrations took, what is worth a line. */
  private static final double LEAST_PERCENT = 1;

  /** Of more plans, a page of them all would be nothing that anybody reads. */
  private static final int MOST_PLANS = 40;

  private final StringBuilder page = new StringBuilder();
  private final Summary summary;

  private TextReport(Summary summary) {
    this.summary = summary;
  }

  public static String of(Summary summary) {
    return new TextReport(summary).write();
  }

  private String write() {
    outcome();
    turnover();
    plans();
    downtime();
    groups();
    timeSpent();
    effort();
    links();
    background();
    worst();
    judgements();
    return page.toString();
  }

  private void outcome() {
    Summary.Migrations moved = summary.migrations();
    line("%s (seed %d): %s", summary.scenario(), summary.seed(), summary.verdict());
    long never =
        summary.faults().stream().filter(each -> each.result().equals(Summary.NEVER)).count();
    if (never > 0) {
      line(
          "  %d of %s never struck: see below",
          never, Counted.of(summary.faults().size(), "fault"));
    }
    summary.unfinished().ifPresent(this::unfinished);
    misses();
    line("");
    line(
        "  moved        %,d of %s; %d failed, %d rolled back,%s %,d %s; %d of %s lost",
        moved.completed(),
        Counted.of(moved.planned(), "migration"),
        moved.failed(),
        moved.rolledBack(),
        moved.cancelled() == 0 ? "" : " " + moved.cancelled() + " cancelled,",
        moved.retried(),
        moved.retried() == 1 ? "retry" : "retries",
        summary.vms().lost(),
        Counted.of(summary.vms().total(), "guest"));
    summary
        .took()
        .ifPresent(
            took ->
                line(
                    "  took         %s, from %s to %s of virtual time; at most %s at once",
                    length(took.seconds()),
                    length(took.fromSeconds()),
                    length(took.untilSeconds()),
                    Counted.of(summary.peakConcurrent(), "migration")));
  }

  private void unfinished(Summary.Unfinished unfinished) {
    line("");
    line(
        "  The record ends at %s of virtual time, with %s under way. The run was",
        length(unfinished.recordEndsAtSeconds()), Counted.of(unfinished.underWay(), "migration"));
    line("  interrupted or killed, ran out of disk, or still goes on. What is known so far:");
  }

  /** What did not come of the plans, before anything else. */
  private void misses() {
    for (PlanResult plan : summary.plans()) {
      if (plan.shortfall().isPresent() || !plan.reasons().isEmpty()) {
        line("");
        line("  %s %s", plan.label(), plan.shortfall().orElse(end(plan)));
        plan.reasons().stream().limit(MOST_REASONS).forEach(reason -> line("    %s", reason));
        if (plan.reasons().size() > MOST_REASONS) {
          line("    and %,d more: see summary.json", plan.reasons().size() - MOST_REASONS);
        }
      }
    }
  }

  private static String end(PlanResult plan) {
    return plan.result().equals("cancelled") ? "was cancelled" : "is through";
  }

  /** Who came and went meanwhile. */
  private void turnover() {
    if (summary.turnover().isEmpty()) {
      return;
    }
    line("");
    line("  %-26s %10s %10s %10s", "guests that came and went", "arrived", "refused", "left");
    for (Turnover each : summary.turnover()) {
      line("  %-26s %,10d %,10d %,10d", each.group(), each.arrived(), each.refused(), each.left());
      if (!each.refusal().isEmpty()) {
        line("    first refused: %s", each.refusal());
      }
    }
  }

  /** How each plan went and what held it back, where there is more to say than of the whole. */
  private void plans() {
    boolean several =
        summary.plans().stream().filter(TextReport::movesSeveral).limit(2).count() == 2;
    List<PlanResult> telling =
        summary.plans().stream().filter(plan -> isTelling(plan, several)).toList();
    telling.stream().limit(MOST_PLANS).forEach(this::plan);
    if (telling.size() > MOST_PLANS) {
      line("");
      line("  and %s more, in summary.json", Counted.of(telling.size() - MOST_PLANS, "plan"));
    }
  }

  private static boolean isTelling(PlanResult plan, boolean several) {
    return (several && movesSeveral(plan))
        || !plan.heldBy().isEmpty()
        || plan.hostsUpgraded() > 0
        || plan.spread().isPresent();
  }

  private static boolean movesSeveral(PlanResult plan) {
    return plan.figures().migrations().planned() > 1;
  }

  private void plan(PlanResult plan) {
    line("");
    line("  %s: %s", plan.label(), course(plan.figures()));
    if (plan.hostsUpgraded() > 0) {
      line(
          "    %s upgraded, the last one back at %s",
          Counted.of(plan.hostsUpgraded(), "host"),
          length(plan.upgradedUntilSeconds().orElseThrow()));
    }
    plan.spread()
        .ifPresent(
            spread ->
                line(
                    "    hosts were %.1f%% apart in %s, and are %.1f%%",
                    spread.before(), spread.by(), spread.after()));
    plan.heldBy().forEach(this::held);
    plan.busiestLink().ifPresent(this::busiest);
    plan.figures().timeSpent().ifPresent(this::bound);
  }

  private static String course(Figures figures) {
    String moved =
        "%,d of %,d moved"
            .formatted(figures.migrations().completed(), figures.migrations().planned());
    String took = figures.took().map(each -> " in " + length(each.seconds())).orElse("");
    return moved + took + figures.downtimeMillis().map(TextReport::downtime).orElse("");
  }

  private static String downtime(Distribution millis) {
    return "; downtime p50 %s ms, p99 %s ms".formatted(number(millis.p50()), number(millis.p99()));
  }

  private void held(PlanResult.Held held) {
    line("    %s held it at %,d at most for %s", held.by(), held.atOnce(), length(held.seconds()));
  }

  private void bound(TimeSpent spent) {
    line(
        "    bound by %s%s",
        spent.fullLink().map(link -> link + ", full nearly all the time; ").orElse(""),
        spent.parts().stream()
            .limit(2)
            .filter(part -> part.seconds() >= spent.seconds() / 200) // what rounds to 0%
            .map(
                part ->
                    String.format(
                        Locale.US,
                        "%s (%.0f%%)",
                        part.label(),
                        100 * part.seconds() / spent.seconds()))
            .collect(Collectors.joining(", then ")));
  }

  private void busiest(LinkUsage link) {
    line(
        "    busiest way out: %s, %.1f%% used, full for %s",
        link.link(), link.usedPercent(), length(link.fullSeconds()));
  }

  private void groups() {
    boolean tellsMore =
        summary.groups().stream().anyMatch(group -> group.figures().migrations().planned() > 1);
    if (summary.groups().size() < 2 || !tellsMore) {
      return;
    }
    line("");
    line(
        "  %-22s %13s %10s %10s %10s %10s",
        "by group", "moved", "p50 ms", "p99 ms", "max ms", "p99 s");
    summary.groups().stream().limit(MOST_GROUPS).forEach(this::group);
    if (summary.groups().size() > MOST_GROUPS) {
      line("  and %,d more: see summary.json", summary.groups().size() - MOST_GROUPS);
    }
  }

  private void group(GroupResult group) {
    Figures figures = group.figures();
    line(
        "  %-22s %13s %10s %10s %10s %10s",
        group.group(),
        "%,d/%,d".formatted(figures.migrations().completed(), figures.migrations().planned()),
        figures.downtimeMillis().map(millis -> number(millis.p50())).orElse("-"),
        figures.downtimeMillis().map(millis -> number(millis.p99())).orElse("-"),
        figures.downtimeMillis().map(millis -> number(millis.max())).orElse("-"),
        figures.totalSeconds().map(seconds -> number(seconds.p99())).orElse("-"));
  }

  private void downtime() {
    line("");
    line("  %-22s %10s %10s %10s %10s %10s %10s", "", "p50", "p90", "p99", "p99.9", "max", "mean");
    row("downtime", "ms", summary.downtimeMillis());
    summary
        .downtimeBreakdownMillis()
        .forEach((phase, millis) -> row("  " + phase, "ms", Optional.of(millis)));
    if (summary.slowdownMillis().filter(millis -> millis.max() > 0).isPresent()) {
      row("slowdown", "ms", summary.slowdownMillis());
    }
    if (summary.awaySeconds().isPresent()) {
      row("away", "s", summary.awaySeconds());
    }
    row("total time", "s", summary.totalSeconds());
    row("rounds", "", summary.rounds());
  }

  private void row(String name, String unit, Optional<Distribution> distribution) {
    String label = unit.isEmpty() ? name : name + " (" + unit + ")";
    distribution.ifPresentOrElse(
        d ->
            line(
                "  %-22s %10s %10s %10s %10s %10s %10s",
                label,
                number(d.p50()),
                number(d.p90()),
                number(d.p99()),
                number(d.p999()),
                number(d.max()),
                number(d.mean())),
        () -> line("  %-22s %s", label, "nothing to measure"));
  }

  private void timeSpent() {
    summary.timeSpent().filter(any -> summary.migrations().planned() > 1).ifPresent(this::table);
  }

  private void table(TimeSpent spent) {
    line("");
    line(
        "  %-44s %7s %12s  %s", "where migrations' time went", "share", "together", "shortened by");
    for (TimeSpent.Part part : spent.parts()) {
      double percent = 100 * part.seconds() / spent.seconds();
      if (percent >= LEAST_PERCENT) {
        line(
            "  %-44s %6.1f%% %12s  %s",
            part.label(), percent, length(part.seconds()), part.remedy());
      }
    }
  }

  private void effort() {
    line("");
    line(
        "  sent         %s of memory, %s of device context",
        new ByteCount(summary.bytes().memory()), new ByteCount(summary.bytes().deviceContext()));
    summary
        .energyJoules()
        .ifPresent(joules -> line("  energy       %s J, of all hosts", number(joules)));
    Summary.Entities entities = summary.entities();
    line(
        "  actors       %s, %s, %s, %s",
        Counted.of(entities.hypervisor(), "hypervisor"),
        Counted.of(entities.owner(), "owner"),
        Counted.of(entities.member(), "member"),
        Counted.of(entities.migration(), "migration"));
    line(
        "  events       %s delivered, %s persisted",
        Counted.of(summary.events().simulated(), "message"),
        Counted.of(summary.events().persisted(), "event"));
  }

  private void links() {
    if (summary.links().isEmpty()) {
      return;
    }
    line("");
    line("  %-34s %12s %12s %9s %12s", "busiest links", "capacity", "carried", "used", "full for");
    for (LinkUsage link : summary.links()) {
      line(
          "  %-34s %12s %12s %8.1f%% %12s",
          link.link(),
          new ByteRate(link.capacityBytesPerSecond()),
          new ByteCount(link.carriedBytes()),
          link.usedPercent(),
          length(link.fullSeconds()));
    }
  }

  private void background() {
    if (summary.background().isEmpty()) {
      return;
    }
    line("");
    line("  %-34s %12s %12s %9s", "background traffic", "wanted", "had", "missed");
    for (Background each : summary.background()) {
      line(
          "  %-34s %12s %12s %8.1f%%",
          each.link(),
          new ByteCount(each.wantedBytes()),
          new ByteCount(each.carriedBytes()),
          each.missingPercent());
    }
  }

  private void worst() {
    if (summary.worst().isEmpty()) {
      return;
    }
    line("");
    line("  %-26s %12s %10s %7s  %s", "longest downtime", "ms", "total s", "rounds", "why");
    for (Worst worst : summary.worst()) {
      line(
          "  %-26s %12s %10s %7d  %s",
          worst.migration(),
          number(worst.downtimeMillis()),
          worst.totalSeconds().map(TextReport::number).orElse("-"),
          worst.rounds(),
          worst.reason());
    }
  }

  private void judgements() {
    line("");
    if (summary.unfinished().isPresent()) {
      line(
          "  %-12s invariants and expectations: they are about a run that came to its end",
          "not judged");
      return;
    }
    judgements("invariants", summary.invariants());
    judgements("expectations", summary.expectations());
    judgements("faults", summary.faults());
  }

  private void judgements(String title, List<Judgement> judgements) {
    String name = title;
    var unproved = new ArrayList<String>();
    for (Judgement judgement : judgements) {
      if (judgement.result().equals("unproved")) {
        unproved.add(judgement.name());
        continue;
      }
      line(
          "  %-12s %-9s %s%s",
          name,
          judgement.result(),
          judgement.name(),
          judgement.detail().isEmpty() ? "" : " (" + judgement.detail() + ")");
      name = "";
    }
    if (!unproved.isEmpty()) {
      line("  %-12s %-9s nothing to judge: %s", name, "unproved", String.join(", ", unproved));
    }
  }

  private void line(String format, Object... values) {
    page.append(String.format(Locale.US, format, values).stripTrailing()).append('\n');
  }

  /** Three significant digits or more, without an exponent. */
  private static String number(double value) {
    int decimals = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3;
    return String.format(Locale.US, "%,." + decimals + "f", value);
  }

  private static String length(double seconds) {
    if (seconds < 120) {
      return number(seconds) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 7200
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
  }
}
