package io.godwit.scenarios.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is shown, or sought, of a run: a metric of all of it, or of one plan or group, such as
 * {@code plan[evening].duration}.
 */
public record ShownMetric(Optional<Expectation.Scope> scope, Metric metric) {

  private static final Pattern FORM =
      Pattern.compile("(?:(plan|group)\\[([A-Za-z0-9_.-]+)\\]\\.)?([a-z0-9.-]+)");

  /** One, or what is wrong with its text. */
  record Parsed(Optional<ShownMetric> shown, String problem) {}

  /** A metric of the whole run. */
  public static ShownMetric of(Metric metric) {
    return new ShownMetric(Optional.empty(), metric);
  }

  /**
   * Reads one such as {@code plan[evening].duration}.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static ShownMetric of(String text) {
    Parsed parsed = parse(text);
    return parsed.shown().orElseThrow(() -> new IllegalArgumentException(parsed.problem()));
  }

  /** What an expectation is about; a selection of migrations is none of these. */
  public static ShownMetric of(Expectation expectation) {
    return new ShownMetric(expectation.scope(), expectation.metric());
  }

  /** As it is written. */
  public String word() {
    return scope.map(of -> "%s[%s].".formatted(of.kind(), of.name())).orElse("") + metric.word();
  }

  static Parsed parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return wrong(
          "'%s' is no metric; write one such as downtime.p99 or plan[0].duration".formatted(text));
    }
    Optional<Metric> metric = Metric.ofWord(matcher.group(3));
    if (metric.isEmpty()) {
      return wrong(Binder.notAmong(matcher.group(3), Metric.words()));
    }
    Optional<Expectation.Scope> scope =
        Optional.ofNullable(matcher.group(1))
            .map(kind -> new Expectation.Scope(kind, matcher.group(2)));
    return scope.isPresent() && !metric.get().isOfMigrations()
        ? wrong(
            "%s is about the whole run, not about one %s"
                .formatted(metric.get().word(), scope.get().kind()))
        : new Parsed(Optional.of(new ShownMetric(scope, metric.get())), "");
  }

  private static Parsed wrong(String problem) {
    return new Parsed(Optional.empty(), problem);
  }
}
