package io.godwit.scenarios.explore;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A number with a unit, as scenario files write it. */
record Amount(BigDecimal number, String unit) {

  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)( ?[A-Za-z%/]+)");
  private static final MathContext ROUND = new MathContext(2, RoundingMode.HALF_UP);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  /** Units of time, each a thousand of the one before it. */
  private static final List<String> TIMES = List.of(" ns", " us", " ms", " s");

  static Optional<Amount> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(new Amount(new BigDecimal(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  static Amount nanos(long nanos) {
    return new Amount(BigDecimal.valueOf(nanos), TIMES.get(0)).inHandyUnit();
  }

  /** So many times as much, to two digits. */
  Amount times(double factor) {
    return new Amount(number.multiply(BigDecimal.valueOf(factor)).round(ROUND), unit).inHandyUnit();
  }

  /** To so many digits. */
  Amount rounded(int digits) {
    return new Amount(number.round(new MathContext(digits, RoundingMode.HALF_UP)), unit);
  }

  /** Rounder ones: to one digit, and from there to 1, 10 or 100 of the unit. */
  List<Amount> rounder() {
    return Stream.of(
            new Amount(BigDecimal.ONE, unit),
            new Amount(BigDecimal.TEN, unit),
            new Amount(BigDecimal.valueOf(100), unit),
            rounded(1))
        .filter(rounder -> rounder.digits() < digits() || (rounder.isPower() && !isPower()))
        .distinct()
        .toList();
  }

  private int digits() {
    return number.stripTrailingZeros().precision();
  }

  private boolean isPower() {
    return number.stripTrailingZeros().unscaledValue().equals(BigInteger.ONE);
  }

  /** A time as a number from 1 to 1000, whole nanoseconds at least. */
  private Amount inHandyUnit() {
    int at = TIMES.indexOf(unit.startsWith(" ") ? unit : " " + unit);
    if (at < 0) {
      return this;
    } else if (at > 0 && number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0) {
      return new Amount(number.multiply(THOUSAND), TIMES.get(at - 1)).inHandyUnit();
    } else if (at < TIMES.size() - 1 && number.compareTo(THOUSAND) >= 0) {
      return new Amount(number.divide(THOUSAND), TIMES.get(at + 1)).inHandyUnit();
    }
    return at == 0 ? new Amount(number.setScale(0, RoundingMode.UP), unit) : this;
  }

  @Override
  public String toString() {
    return number.stripTrailingZeros().toPlainString() + unit;
  }
}
