package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.PlanRow;
import io.godwit.model.unit.Counted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What became of a plan.
 *
 * @param name of its own; empty where the scenario gives it none
 * @param result reached, missed, cancelled, or expected where it was missed and the scenario says
 *     so
 * @param missed guests that it was to move and has not
 * @param late migrations that were under way when its deadline was over, and went on
 * @param shortfall in what it fell short of its goal, such as {@code has missed its goal by 6};
 *     empty where it did not
 * @param heldBy what held its migrations back, the longest first
 * @param busiestLink of the links that lead away from the hosts that it empties
 * @param hostsUpgraded of an upgrade: those that went down and came back
 * @param hostsSpared of an upgrade: those that it went on without
 * @param upgradedUntilSeconds virtual time at which the last one came back
 * @param spread of a rebalance: how far apart its hosts were before and after
 * @param reasons a line for everyone who stayed, for what was refused and for what it ended
 */
public record PlanResult(
    int plan,
    Optional<String> name,
    String kind,
    String target,
    String result,
    long missed,
    long late,
    Optional<String> shortfall,
    Figures figures,
    List<Held> heldBy,
    Optional<LinkUsage> busiestLink,
    long hostsUpgraded,
    List<String> hostsSpared,
    Optional<Double> upgradedUntilSeconds,
    Optional<Spread> spread,
    List<String> reasons) {

  /**
   * How far apart the fullest and the emptiest host were, in percent of what a host has.
   *
   * @param by what was evened out
   * @param within what is tolerated
   */
  public record Spread(String by, double before, double after, double within) {
    static Optional<Spread> of(PlanRow row) {
      return row.spread()
          .map(
              last ->
                  new Spread(
                      last.by(),
                      row.spreadBefore().orElseThrow().permille() / 10.0,
                      last.permille() / 10.0,
                      last.within() / 10.0));
    }

    private String words() {
      return String.format(Locale.US, "hosts are %.1f%% apart, not %.1f%%", after, within);
    }

    /** Whether it came as close as it was to. */
    public boolean isReached() {
      return after <= within;
    }
  }

  /**
   * How long one limit kept migrations of a plan waiting.
   *
   * @param by its key in the scenario, {@code room} or {@code apart}
   * @param atOnce the most migrations of the plan that ran meanwhile
   */
  public record Held(String by, double seconds, long atOnce) {}

  static PlanResult of(PlanRow row, Figures figures, Optional<LinkUsage> busiestLink) {
    String result = result(row);
    return new PlanResult(
        row.plan(),
        row.name(),
        row.kind(),
        row.target(),
        result,
        row.missed(),
        row.late(),
        result.equals("missed") ? Optional.of(shortfall(row)) : Optional.empty(),
        figures,
        row.holds().stream()
            .map(hold -> new Held(hold.by(), hold.length().toSeconds(), hold.atOnce()))
            .toList(),
        busiestLink,
        row.hosts().upgraded(),
        row.hosts().spared(),
        row.hosts().lastReturn().map(at -> at.nanos() / 1e9),
        Spread.of(row),
        row.reasons());
  }

  private static String result(PlanRow row) {
    if (row.missed() + row.late() > 0) {
      return "missed";
    } else if (row.isCancelled()) {
      return "cancelled"; // whoever did that wants no more of its hosts, nor them more even
    }
    boolean uneven = Spread.of(row).filter(spread -> !spread.isReached()).isPresent();
    return uneven || !row.hosts().spared().isEmpty() ? "missed" : "reached";
  }

  private static String shortfall(PlanRow row) {
    StringJoiner parts = new StringJoiner("; ");
    long spared = row.hosts().spared().size();
    if (spared > 0) {
      parts.add(
          "has spared %s, and upgraded %,d"
              .formatted(Counted.of(spared, "host"), row.hosts().upgraded()));
    }
    Spread.of(row)
        .filter(spread -> !spread.isReached())
        .ifPresent(spread -> parts.add("has missed its goal: " + spread.words()));
    if (row.missed() > 0) {
      parts.add("has missed its goal by %,d".formatted(row.missed()));
    }
    if (row.late() > 0) {
      parts.add("%,d under way at its deadline went on".formatted(row.late()));
    }
    return parts.toString();
  }

  PlanResult expected() {
    return failed()
        ? new PlanResult(
            plan,
            name,
            kind,
            target,
            "expected",
            missed,
            late,
            shortfall,
            figures,
            heldBy,
            busiestLink,
            hostsUpgraded,
            hostsSpared,
            upgradedUntilSeconds,
            spread,
            reasons)
        : this;
  }

  /** Whether it did not do what it was to, and nobody expected that. */
  public boolean failed() {
    return result.equals("missed");
  }

  /** How many guests and hosts it fell short of its goal by; one that is uneven counts for one. */
  public long shortBy() {
    return failed() ? Math.max(1, missed + late + hostsSpared.size()) : 0;
  }

  /** Such as {@code plan 0 (drain pod-0/rack-1)}. */
  public String label() {
    return "%s (%s %s)".formatted(name.orElse("plan " + plan), kind, target);
  }
}
