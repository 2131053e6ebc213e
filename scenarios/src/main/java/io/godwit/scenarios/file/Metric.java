package io.godwit.scenarios.file;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an expectation can be about; the value of each comes from the run's summary. */
public enum Metric {
  DURATION(
      "duration",
      Quantity.DURATION,
      "virtual time from the start of the run to the last settlement; of a plan, from its first"
          + " request"),
  DOWNTIME_P50("downtime.p50", Quantity.DURATION, "median downtime"),
  DOWNTIME_P90("downtime.p90", Quantity.DURATION, "downtime that 90 % do not exceed"),
  DOWNTIME_P99("downtime.p99", Quantity.DURATION, "downtime that 99 % do not exceed"),
  DOWNTIME_P999("downtime.p99.9", Quantity.DURATION, "downtime that 99.9 % do not exceed"),
  DOWNTIME_MAX("downtime.max", Quantity.DURATION, "longest downtime"),
  TOTAL_P50("total.p50", Quantity.DURATION, "median duration of a migration"),
  TOTAL_P99("total.p99", Quantity.DURATION, "duration that 99 % do not exceed"),
  TOTAL_MAX("total.max", Quantity.DURATION, "longest migration"),
  MIGRATIONS_PLANNED("migrations.planned", "migrations asked for"),
  MIGRATIONS_COMPLETED("migrations.completed", "migrations completed"),
  MIGRATIONS_FAILED("migrations.failed", "migrations given up before the guest stopped"),
  MIGRATIONS_ROLLED_BACK("migrations.rolled-back", "migrations undone after the guest stopped"),
  MIGRATIONS_CANCELLED("migrations.cancelled", "migrations that an operator ended"),
  GUESTS_LEFT("guests.left", "guests that plans were to move and have not, once for each plan"),
  GUESTS_LATE("guests.late", "guests under way when their plan's deadline was over"),
  GUESTS_ARRIVED("guests.arrived", "guests that came while the run went on"),
  GUESTS_REFUSED("guests.refused", "guests that came and found no host"),
  GUESTS_DEPARTED("guests.departed", "guests that left because their time was over"),
  MIGRATIONS_RETRIED("migrations.retried", "further attempts"),
  VMS_LOST("vms.lost", "guests that run nowhere at the end"),
  MIGRATIONS_LOST("migrations.lost", "guests lost in post-copy"),
  PEAK_CONCURRENT("peak-concurrent", "most migrations at once"),
  SLOWDOWN_MEAN(
      "slowdown.mean", Quantity.DURATION, "processor time lost while running, mean of all guests"),
  SLOWDOWN_MAX("slowdown.max", Quantity.DURATION, "processor time lost while running, worst guest"),
  AWAY_P50(
      "away.p50",
      Quantity.DURATION,
      "median time from the crash of a guest's host until it was started anew"),
  AWAY_MAX("away.max", Quantity.DURATION, "longest such time"),
  DOWNTIME_MEAN("downtime.mean", Quantity.DURATION, "mean downtime"),
  TOTAL_MEAN("total.mean", Quantity.DURATION, "mean duration of a migration"),
  ROUNDS_MAX("rounds.max", "most pre-copy rounds"),
  PAGE_FAULTS("page-faults", "pages touched in post-copy before they came"),
  BYTES_MEMORY("bytes.memory", Quantity.SIZE, "memory on the wire"),
  BYTES_CONTEXT("bytes.context", Quantity.SIZE, "device context on the wire"),
  HOSTS_UPGRADED(
      "hosts.upgraded", "hosts that upgrades took down and brought back, once for each upgrade"),
  HOSTS_SPARED("hosts.spared", "hosts that upgrades went on without, once for each upgrade"),
  HOSTS_BACK(
      "hosts.back", Quantity.DURATION, "virtual time at which the last upgraded host is back"),
  SPREAD(
      "spread",
      Quantity.PERCENT,
      "how far apart a rebalance has left its hosts, in percent of what they have; of several the"
          + " widest"),
  BACKGROUND_MISSED(
      "background.missed",
      Quantity.SIZE,
      "what others than migrations wanted of links and had not, on the ten where most"),
  INVARIANTS_BROKEN("invariants.broken", "invariants that do not hold");

  private static final Set<Metric> OF_RUNS =
      EnumSet.of(
          PEAK_CONCURRENT,
          INVARIANTS_BROKEN,
          BACKGROUND_MISSED,
          GUESTS_ARRIVED,
          GUESTS_REFUSED,
          GUESTS_DEPARTED);

  private final String word;
  private final Optional<Quantity> quantity;
  private final String about;

  Metric(String word, Quantity quantity, String about) {
    this.word = word;
    this.quantity = Optional.of(quantity);
    this.about = about;
  }

  Metric(String word, String about) {
    this.word = word;
    this.quantity = Optional.empty();
    this.about = about;
  }

  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** What its values are written in; plain whole numbers when empty. */
  Optional<Quantity> quantity() {
    return quantity;
  }

  /** Whether its values are nanoseconds. */
  public boolean isDuration() {
    return quantity.equals(Optional.of(Quantity.DURATION));
  }

  /** Whether its values are bytes. */
  public boolean isSize() {
    return quantity.equals(Optional.of(Quantity.SIZE));
  }

  /** Whether its values are parts of a hundred; those that have no quantity are plain counts. */
  public boolean isPercent() {
    return quantity.equals(Optional.of(Quantity.PERCENT));
  }

  /**
   * The one that {@code word} names.
   *
   * @throws IllegalArgumentException that says which there are
   */
  public static Metric named(String word) {
    return ofWord(word)
        .orElseThrow(() -> new IllegalArgumentException(Binder.notAmong(word, words())));
  }

  /** Whether some migrations of a run have a value of it, and not only all of them together. */
  boolean isOfMigrations() {
    return !OF_RUNS.contains(this);
  }

  static Optional<Metric> ofWord(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Metric::word).toList();
  }
}
