package io.godwit.scenarios.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with a unit, as a scenario writes them; each kind has its base unit, in whole numbers.
 */
enum Quantity {
  SIZE(
      "a size",
      "8 GiB",
      units("B", 1, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40)
          .and("kB", 1_000)
          .and("MB", 1_000_000)
          .and("GB", 1_000_000_000L)
          .and("TB", 1_000_000_000_000L)),
  RATE(
      "a rate",
      "25 Gbit/s",
      units("B/s", 8, "KiB/s", 8L << 10, "MiB/s", 8L << 20, "GiB/s", 8L << 30)
          .and("kB/s", 8_000)
          .and("MB/s", 8_000_000)
          .and("GB/s", 8_000_000_000L)
          .and("bit/s", 1)
          .and("kbit/s", 1_000)
          .and("Mbit/s", 1_000_000)
          .and("Gbit/s", 1_000_000_000L)
          .and("Tbit/s", 1_000_000_000_000L)),
  DURATION(
      "a duration",
      "300 ms",
      units("ns", 1, "us", 1_000, "ms", 1_000_000, "s", 1_000_000_000L)
          .and("min", 60_000_000_000L)
          .and("h", 3_600_000_000_000L)),
  PERCENT("a percentage", "90%", units("%", 1)),
  FREQUENCY("a number per second", "1000/s", units("/s", 1)),
  POWER("a power", "350 W", units("mW", 1, "W", 1_000, "kW", 1_000_000)),
  /** In parts of a million. */
  PROBABILITY("a probability", "5%", units("%", 10_000)),
  /** In thousandths an hour. */
  OCCURRENCE("a rate of events", "6/h", units("/h", 1_000, "/min", 60_000, "/s", 3_600_000));

  private static final Pattern FORM =
      Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z%/]*)");

  private final String article;
  private final String example;

  @SuppressWarnings("ImmutableEnumChecker") // filled once, before anybody sees it
  private final Map<String, Long> units;

  Quantity(String article, String example, Units units) {
    this.article = article;
    this.example = example;
    this.units = units.byName;
  }

  private static Units units(Object... namesAndFactors) {
    var units = new Units();
    for (int i = 0; i < namesAndFactors.length; i += 2) {
      units.and((String) namesAndFactors[i], ((Number) namesAndFactors[i + 1]).longValue());
    }
    return units;
  }

  private static final class Units {
    final Map<String, Long> byName = new LinkedHashMap<>();

    Units and(String name, long factor) {
      byName.put(name, factor);
      return this;
    }
  }

  /**
   * A value in base units (bytes, bits a second, nanoseconds, percent), or what is wrong with it.
   */
  record Parsed(Optional<Long> base, String problem) {
    static Parsed of(long base) {
      return new Parsed(Optional.of(base), "");
    }

    static Parsed wrong(String problem) {
      return new Parsed(Optional.empty(), problem);
    }
  }

  String article() {
    return article;
  }

  String example() {
    return example;
  }

  /** A regular expression for the JSON Schema. */
  String pattern() {
    return "^[0-9]+(\\.[0-9]+)? ?(" + String.join("|", units.keySet()) + ")$";
  }

  /** Reads {@code text}; fractions of a base unit are rounded down. */
  Parsed parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Parsed.wrong(
          "'%s' is not %s; write %s such as '%s'".formatted(text, article, article, example));
    }
    String unit = matcher.group(2);
    Long factor = units.get(unit);
    if (factor == null) {
      return Parsed.wrong(wrongUnit(text, unit));
    }
    var value = new BigDecimal(matcher.group(1));
    if (value.signum() < 0) {
      return Parsed.wrong(
          "'%s' is negative; write %s of 0 or more, such as '%s'"
              .formatted(text, article, example));
    }
    BigDecimal base = value.multiply(BigDecimal.valueOf(factor)).setScale(0, RoundingMode.DOWN);
    if (base.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      return Parsed.of(Long.MAX_VALUE);
    }
    return Parsed.of(base.longValueExact());
  }

  /** So many base units in the largest unit of which it is one or more, rounded down. */
  String written(long base) {
    Map.Entry<String, Long> best =
        units.entrySet().stream()
            .filter(unit -> unit.getValue() <= Math.max(1, base))
            .max(Map.Entry.comparingByValue())
            .orElseThrow();
    BigDecimal value =
        BigDecimal.valueOf(base).divide(BigDecimal.valueOf(best.getValue()), 1, RoundingMode.DOWN);
    String number = value.stripTrailingZeros().toPlainString();
    return best.getKey().matches("[%/].*") ? number + best.getKey() : number + ' ' + best.getKey();
  }

  private String wrongUnit(String text, String unit) {
    if (unit.isEmpty()) {
      return "'%s' has no unit; write %s such as '%s'".formatted(text, article, example);
    }
    for (Quantity other : values()) {
      if (other.units.containsKey(unit)) {
        return "'%s' is %s, not %s; write %s such as '%s'"
            .formatted(text, other.article, article, article, example);
      }
    }
    return "'%s': '%s' is no unit of %s; use one of %s"
        .formatted(text, unit, article, String.join(", ", units.keySet()));
  }
}
