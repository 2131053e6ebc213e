package io.godwit.scenarios.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run must show, such as {@code downtime.p99 <= 500 ms}.
 *
 * @param text as it was written
 * @param scope the part of the run that it is about; empty for all of it
 * @param base the bound in base units: nanoseconds, or a plain count
 */
public record Expectation(
    String text, Optional<Scope> scope, Metric metric, Comparison comparison, long base) {

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(?:(plan|group)\\[([A-Za-z0-9_.-]+)\\]\\.|(migrations)\\{([a-z]+=[^}]+)\\}\\.)?([a-z0-9.-]+)"
              + "\\s*(<=|>=|==|!=|<|>|~)\\s*(.+?)\\s*");

  /**
   * Which of a run's migrations it is about: those of one plan, or of one group of guests.
   *
   * @param kind plan, group or migrations
   * @param name of the plan, or its number; of the group; what the migrations have in common
   */
  public record Scope(String kind, String name) {

    /** Whether it names some by what they have in common, such as {@code vm=db*}. */
    public boolean isSelection() {
      return kind.equals("migrations");
    }

    /** Whether a plan is called so: by its name, by its number, or as plan-0 and so on. */
    public boolean isOf(int number, Optional<String> plan) {
      return plan.equals(Optional.of(name))
          || name.equals(String.valueOf(number))
          || name.equals("plan-" + number);
    }

    /** What they have in common, of a selection. */
    public Selector selector() {
      return Selector.parse(name).orElseThrow();
    }
  }

  /** How the value of the run is held against the bound. */
  public enum Comparison {
    AT_MOST("<="),
    AT_LEAST(">="),
    EQUAL("=="),
    OTHER_THAN("!="),
    LESS("<"),
    MORE(">"),
    /** Equal to one part in a million: for values that another program has computed. */
    NEARLY("~");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    static Comparison of(String sign) {
      for (Comparison comparison : values()) {
        if (comparison.sign.equals(sign)) {
          return comparison;
        }
      }
      throw new IllegalArgumentException("'" + sign + "' compares nothing");
    }
  }

  /** Whether {@code value}, in base units, is as expected. */
  public boolean holds(double value) {
    return switch (comparison) {
      case AT_MOST -> value <= base;
      case AT_LEAST -> value >= base;
      case EQUAL -> value == base;
      case OTHER_THAN -> value != base;
      case LESS -> value < base;
      case MORE -> value > base;
      case NEARLY -> Math.abs(value - base) <= base * 1e-6;
    };
  }

  /** Whether it bounds its metric from above alone, so that less is on the safe side. */
  public boolean isUpperBound() {
    return comparison == Comparison.AT_MOST || comparison == Comparison.LESS;
  }

  /** By how much {@code value} misses the bound, in parts of it. */
  public double excess(double value) {
    return holds(value) ? 0 : Math.abs(value - base) / Math.max(1, base);
  }

  /**
   * Reads one such as {@code downtime.p99 <= 500 ms}.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static Expectation of(String text) {
    Parsed parsed = parse(text);
    return parsed.expectation().orElseThrow(() -> new IllegalArgumentException(parsed.problem()));
  }

  /** An expectation, or what is wrong with its text. */
  record Parsed(Optional<Expectation> expectation, String problem) {}

  static Parsed parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return wrong(
          "'%s' is not an expectation; write one such as 'downtime.p99 <= 500 ms'".formatted(text));
    }
    Optional<Scope> scope = scope(matcher);
    boolean some = scope.filter(Scope::isSelection).isPresent();
    if (some && Selector.parse(scope.get().name()).isEmpty()) {
      return wrong(Selector.problem(scope.get().name()));
    }
    String word = matcher.group(5);
    Optional<Metric> metric =
        Metric.ofWord(word).or(() -> some ? Metric.ofWord("migrations." + word) : Optional.empty());
    if (metric.isEmpty()) {
      return wrong(Binder.notAmong(word, Metric.words()));
    } else if (scope.isPresent() && !metric.get().isOfMigrations()) {
      return wrong(
          "%s is about the whole run, not about one %s"
              .formatted(metric.get().word(), scope.get().kind()));
    }
    Comparison comparison = Comparison.of(matcher.group(6));
    String bound = matcher.group(7);
    if (metric.get().quantity().isPresent()) {
      Quantity.Parsed parsed = metric.get().quantity().get().parse(bound);
      return parsed.base().isEmpty()
          ? wrong(parsed.problem())
          : right(new Expectation(text, scope, metric.get(), comparison, parsed.base().get()));
    }
    return bound.matches("[0-9]{1,18}")
        ? right(new Expectation(text, scope, metric.get(), comparison, Long.parseLong(bound)))
        : wrong("'%s' is not a whole number; %s is a count".formatted(bound, metric.get().word()));
  }

  private static Optional<Scope> scope(Matcher matcher) {
    return matcher.group(3) != null
        ? Optional.of(new Scope(matcher.group(3), matcher.group(4)))
        : Optional.ofNullable(matcher.group(1)).map(kind -> new Scope(kind, matcher.group(2)));
  }

  private static Parsed right(Expectation expectation) {
    return new Parsed(Optional.of(expectation), "");
  }

  private static Parsed wrong(String problem) {
    return new Parsed(Optional.empty(), problem);
  }
}
