package io.godwit.scenarios.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Predictions beside their measurements, for a terminal. */
public final class OracleReport {

  private static final String HEAD = "%-28s %-22s %20s %7s   %13s %18s %7s   %16s   %8s%n";
  private static final String ROW =
      "%-28s %-22s %9.0f %10.0f %7s   %5d %6d%s %9.1f %9.1f %6s   %8s %7s%s  %8s%n";

  /** One line of the summary: how many of those that it applies to are as they should be. */
  record Score(String what, long hits, long of) {
    /** Nothing where there is nothing to count. */
    OptionalDouble percent() {
      return of == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * hits / of);
    }
  }

  private OracleReport() {}

  static List<Score> scores(List<Match> matches) {
    List<Match> done = matches.stream().filter(Match::bothCompleted).toList();
    List<Match> stood = matches.stream().filter(Match::hasBlackouts).toList();
    var scores = new ArrayList<Score>();
    scores.add(score("outcome right", matches, Match::outcomeRight));
    scores.add(score("total time within 2 %", done, m -> Math.abs(m.totalError()) <= 0.02));
    scores.add(score("total time within 10 %", done, m -> Math.abs(m.totalError()) <= 0.10));
    scores.add(score("syncs equal", matches, m -> m.syncsOff() == 0));
    scores.add(score("syncs within 2 or 15 %", matches, Match::syncsNear));
    scores.add(score("bytes within 3 %", matches, m -> Math.abs(m.bytesError()) <= 0.03));
    scores.add(score("blackout within 10 ms or 30 %", stood, Match::blackoutNear));
    List<Repeats> repeats =
        Repeats.of(matches).values().stream()
            .filter(each -> each.nearestError().isPresent())
            .toList();
    scores.add(
        new Score(
            "within 10 % of the nearer repeat, or as repeats are",
            repeats.stream().filter(each -> each.isWithin(0.10)).count(), repeats.size()));
    return scores;
  }

  private static Score score(String what, List<Match> of, Predicate<Match> right) {
    return new Score(what, of.stream().filter(right).count(), of.size());
  }

  /** A line for each record, measured before predicted, and a summary. */
  static String text(List<Match> matches) {
    var text = new StringBuilder();
    line(text, HEAD, "", "outcome", "total ms", "", "syncs", "MB", "", "blackout ms", "repeats");
    Map<String, Repeats> repeats = Repeats.of(matches);
    for (Match match : matches) {
      row(text, match, repeats.get(match.inputs().name()).spread());
    }
    text.append('\n');
    for (Score score : scores(matches)) {
      line(text, "%-52s %4d of %4d  %7s%n", score.what, score.hits, score.of, share(score));
    }
    return text.toString();
  }

  private static String share(Score score) {
    return score.percent().isEmpty()
        ? "-"
        : String.format(Locale.US, "%.1f %%", score.percent().getAsDouble());
  }

  private static void row(StringBuilder text, Match match, OptionalDouble spread) {
    Result measured = match.measured();
    Result predicted = match.predicted();
    boolean blackoutOff = match.hasBlackouts() && !match.blackoutNear();
    line(
        text,
        ROW,
        match.inputs().label(),
        outcome(match),
        measured.totalMillis(),
        predicted.totalMillis(),
        match.bothCompleted() ? percent(match.totalError()) : "",
        measured.syncs(),
        predicted.syncs(),
        match.syncsNear() ? " " : "!",
        measured.bytes() / 1e6,
        predicted.bytes() / 1e6,
        percent(match.bytesError()),
        millis(measured.blackoutMillis()),
        millis(predicted.blackoutMillis()),
        blackoutOff ? "!" : " ",
        spread.isPresent() ? percent(spread.getAsDouble()) : "");
  }

  private static void line(StringBuilder text, String format, Object... values) {
    String formatted = String.format(Locale.US, format, values);
    text.append(formatted.stripTrailing()).append('\n');
  }

  private static String outcome(Match match) {
    String measured = word(match.measured());
    return match.outcomeRight() ? measured : measured + ", not " + word(match.predicted()) + " !";
  }

  private static String word(Result result) {
    return result.completed() ? "completed" : "gave up";
  }

  private static String percent(double share) {
    return String.format(Locale.US, "%+.1f %%", 100 * share);
  }

  private static String millis(OptionalDouble millis) {
    return millis.isEmpty() ? "-" : String.format(Locale.US, "%.1f", millis.getAsDouble());
  }
}
