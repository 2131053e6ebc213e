package io.godwit.dashboards.difference;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.report.Distribution;
import io.godwit.dashboards.report.EventText;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.Exact;
import io.godwit.persistence.replay.Divergence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The difference of two runs, for people. */
public final class DifferenceText {

  private static final int SHOWN_MIGRATIONS = 10;

  private final RunDifference difference;
  private final StringBuilder page = new StringBuilder();

  private DifferenceText(RunDifference difference) {
    this.difference = difference;
  }

  public static String of(RunDifference difference) {
    return new DifferenceText(difference).write();
  }

  private String write() {
    line("a  %s (%s)", difference.left().name(), difference.left().asked());
    line("b  %s (%s)", difference.right().name(), difference.right().asked());
    line("");
    difference
        .parting()
        .ifPresentOrElse(
            this::parting,
            () ->
                line(
                    "the same happened in both: %s",
                    Counted.of(difference.left().run().events(), "event")));
    if (!difference.isNone()) {
      outcomes();
      distributions();
      migrations();
    }
    return page.toString();
  }

  private void parting(Divergence parting) {
    if (!parting.before().isEmpty()) {
      line("the last that both have");
      parting.before().forEach(event -> event("", event));
      line("");
    }
    line("the first difference");
    boolean alike =
        parting.left().map(DifferenceText::text).equals(parting.right().map(DifferenceText::text));
    side("a", parting.left(), alike);
    side("b", parting.right(), alike);
    line("");
  }

  /** Events that read the same were caused by deliveries with other numbers. */
  private void side(String name, Optional<RecordedEvent> event, boolean alike) {
    event.ifPresentOrElse(
        recorded ->
            line(
                "  %-2s %s%s",
                name,
                text(recorded),
                alike ? ", in delivery %d".formatted(recorded.occurrence().step()) : ""),
        () -> line("  %-2s nothing more is on record", name));
  }

  private void event(String side, RecordedEvent recorded) {
    line("  %-2s %s", side, text(recorded));
  }

  private static String text(RecordedEvent recorded) {
    return String.format(
        Locale.US,
        "%,d  %s  %s  %s",
        recorded.order(),
        Exact.text(recorded.at()),
        recorded.entity(),
        EventText.exact(recorded.event()));
  }

  private void outcomes() {
    line("  %-24s %12s %12s", "outcomes", "a", "b");
    for (String outcome : kinds()) {
      line(
          "  %-24s %,12d %,12d",
          outcome, difference.left().count(outcome), difference.right().count(outcome));
    }
    line(
        "  %-24s %12s %12s",
        "the record ends at", difference.left().run().end(), difference.right().run().end());
    line(
        "  %-24s %,12d %,12d",
        "events", difference.left().run().events(), difference.right().run().events());
    line("");
  }

  private Set<String> kinds() {
    var kinds = new TreeSet<String>();
    for (Side side : List.of(difference.left(), difference.right())) {
      side.run().migrations().forEach(row -> kinds.add(row.outcome()));
    }
    return kinds;
  }

  private void distributions() {
    line("  %-20s %10s %10s %10s %10s %10s", "", "p50", "p90", "p99", "max", "mean");
    for (Measure measure : Measure.values()) {
      Optional<Distribution> here = measure.of(difference.left());
      Optional<Distribution> there = measure.of(difference.right());
      if (here.isPresent() && there.isPresent()) {
        row(measure.title() + " a", DifferenceText::number, here.get());
        row("  b", DifferenceText::number, there.get());
        row("  b - a", here.get(), there.get());
      }
    }
    line("");
  }

  private void row(String name, DoubleFunction<String> text, Distribution d) {
    line(
        "  %-20s %10s %10s %10s %10s %10s",
        name,
        text.apply(d.p50()),
        text.apply(d.p90()),
        text.apply(d.p99()),
        text.apply(d.max()),
        text.apply(d.mean()));
  }

  private void row(String name, Distribution here, Distribution there) {
    line(
        "  %-20s %10s %10s %10s %10s %10s",
        name,
        change(here, there, Distribution::p50),
        change(here, there, Distribution::p90),
        change(here, there, Distribution::p99),
        change(here, there, Distribution::max),
        change(here, there, Distribution::mean));
  }

  private static String change(
      Distribution here, Distribution there, ToDoubleFunction<Distribution> of) {
    return percent(of.applyAsDouble(here), of.applyAsDouble(there));
  }

  /** How much more or less the second is, in percent of the first. */
  private static String percent(double here, double there) {
    if (here == there) {
      return "=";
    }
    return here == 0 ? "new" : String.format(Locale.US, "%+.1f %%", 100 * (there - here) / here);
  }

  private void migrations() {
    List<Pair> pairs = difference.pairs();
    if (pairs.isEmpty()) {
      line("no migration came out differently");
      return;
    }
    line(
        "  %s%s",
        Counted.of(pairs.size(), "migration", "differs", "differ"),
        pairs.size() > SHOWN_MIGRATIONS ? ", the most in downtime:" : ":");
    line(
        "  %-24s %-20s %22s %22s %22s %9s",
        "", "outcome", "downtime (ms)", "total time (s)", "memory (MiB)", "rounds");
    pairs.stream().limit(SHOWN_MIGRATIONS).forEach(this::pair);
  }

  private void pair(Pair pair) {
    line(
        "  %-24s %-20s %22s %22s %22s %9s",
        pair.migration(),
        both(pair.left().map(MigrationRow::outcome), pair.right().map(MigrationRow::outcome)),
        both(pair, Measure.DOWNTIME),
        both(pair, Measure.TOTAL),
        both(pair, Measure.MEMORY),
        both(pair, Measure.ROUNDS));
  }

  private static String both(Pair pair, Measure measure) {
    return both(
        Pair.of(measure, pair.left()).map(DifferenceText::number),
        Pair.of(measure, pair.right()).map(DifferenceText::number));
  }

  private static String both(Optional<String> here, Optional<String> there) {
    return here.equals(there) ? here.orElse("-") : here.orElse("-") + " > " + there.orElse("-");
  }

  /** Three significant digits or more, without an exponent. */
  private static String number(double value) {
    if (value == Math.rint(value) && value < 1000) {
      return String.format(Locale.US, "%.0f", value);
    }
    int decimals = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3;
    return String.format(Locale.US, "%,." + decimals + "f", value);
  }

  private void line(String format, Object... values) {
    page.append(String.format(Locale.US, format, values).stripTrailing()).append('\n');
  }
}
