package io.godwit.scenarios.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that is varied, and the values it may take, from one end to the other.
 *
 * @param path as {@code --set} has it
 * @param range as it was written
 * @param rungs at least two, at most {@link #MOST_RUNGS}
 */
public record Knob(String path, String range, List<String> rungs) {

  /** So fine is a range: from 4 to 256 in steps of an eighth or less. */
  public static final int MOST_RUNGS = 37;

  private static final Pattern FORM = Pattern.compile("([^=\\s]+)\\s*=\\s*(.+)");
  private static final Pattern RANGE =
      Pattern.compile(
          "([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*([A-Za-z%/]*)\\s*\\.\\.\\s*"
              + "([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*([A-Za-z%/]*)");

  /** Of an end that is no whole number. */
  private static final BigDecimal SMALL_STEP = new BigDecimal("0.01");

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  public Knob {
    rungs = List.copyOf(rungs);
  }

  /**
   * A range such as {@code plan[0].limits.total=4..256} or {@code migration.nic=10..100 Gbit/s},
   * whose steps grow with the value; or values such as {@code plan[0].place=first-fit,spread}.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static Knob parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw wrong(text, "write it as path=4..256, path=10..100 Gbit/s or path=one,other");
    }
    String values = form.group(2).strip();
    Matcher range = RANGE.matcher(values);
    List<String> rungs = range.matches() ? between(text, range) : listed(values);
    if (rungs.size() < 2) {
      throw wrong(text, "it leaves nothing to vary; give at least two values");
    } else if (rungs.size() > MOST_RUNGS) {
      throw wrong(text, "these are %d values; at most %d".formatted(rungs.size(), MOST_RUNGS));
    }
    return new Knob(form.group(1), values, rungs);
  }

  private static List<String> listed(String values) {
    var rungs = new LinkedHashSet<String>();
    for (String value : values.split(",", -1)) {
      if (!value.isBlank()) {
        rungs.add(value.strip());
      }
    }
    return List.copyOf(rungs);
  }

  private static List<String> between(String text, Matcher range) {
    String unit = range.group(4);
    if (!range.group(2).isEmpty() && !range.group(2).equals(unit)) {
      throw wrong(text, "write both ends in the same unit, such as 100..2000 ms");
    }
    var least = new BigDecimal(range.group(1));
    var most = new BigDecimal(range.group(3));
    if (least.compareTo(most) >= 0) {
      throw wrong(text, "the first end is not below the second");
    }
    return ladder(least, most, isWhole(range)).stream().map(value -> written(value, unit)).toList();
  }

  /** Steps of equal ratio, or of equal size where the range is short or begins at zero. */
  private static List<BigDecimal> ladder(BigDecimal least, BigDecimal most, boolean whole) {
    BigDecimal width = most.subtract(least);
    boolean isShort = whole && width.compareTo(BigDecimal.valueOf(MOST_RUNGS - 1)) < 0;
    int steps = isShort ? width.intValueExact() : MOST_RUNGS - 1;
    boolean even = isShort || least.signum() == 0;
    double ratio = even ? 1 : most.doubleValue() / least.doubleValue();
    var rungs = new LinkedHashSet<BigDecimal>();
    for (int i = 0; i <= steps; i++) {
      double at =
          even
              ? least.doubleValue() + width.doubleValue() * i / steps
              : least.doubleValue() * StrictMath.pow(ratio, (double) i / steps);
      BigDecimal value = new BigDecimal(at);
      rungs.add(
          i == 0 ? least : i == steps ? most : whole ? rounded(value) : value.round(THREE_DIGITS));
    }
    return new ArrayList<>(rungs);
  }

  private static boolean isWhole(Matcher range) {
    return range.group(4).isEmpty()
        && !range.group(1).contains(".")
        && !range.group(3).contains(".");
  }

  /**
   * The setting one small step out of the range, of a rung at an end of it; empty where there is
   * none, and where values were listed. Whether the scenario may have it is not said.
   */
  Optional<String> beyond(int rung) {
    Matcher form = RANGE.matcher(range);
    boolean isLeast = rung == 0;
    if (!form.matches() || !(isLeast || rung == rungs.size() - 1)) {
      return Optional.empty();
    }
    var end = new BigDecimal(form.group(isLeast ? 1 : 3));
    BigDecimal step = isWhole(form) ? BigDecimal.ONE : end.multiply(SMALL_STEP);
    BigDecimal out = isLeast ? end.subtract(step) : end.add(step);
    return out.compareTo(end) == 0 || out.signum() < 0
        ? Optional.empty()
        : Optional.of(path + '=' + written(out, form.group(4)));
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.setScale(0, RoundingMode.HALF_EVEN);
  }

  private static String written(BigDecimal value, String unit) {
    String plain = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    return unit.isEmpty() || unit.equals("%") || unit.equals("/s")
        ? plain + unit
        : plain + ' ' + unit;
  }

  /** The setting of this knob on a rung. */
  String setting(int rung) {
    return path + '=' + rungs.get(rung);
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("--vary %s: %s".formatted(text, why));
  }
}
