package io.godwit.model.unit;

import java.util.Locale;

/**
 * Bytes a second, never negative. The two conversions between bytes and time name their rounding
 * and work in 128 bits, so that neither 1 PiB nor 1 Tbit/s overflows.
 */
public record ByteRate(long bytesPerSecond) implements Comparable<ByteRate> {

  public static final ByteRate ZERO = new ByteRate(0);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public ByteRate {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a negative rate: " + bytesPerSecond + " B/s");
    }
  }

  public static ByteRate of(long bytesPerSecond) {
    return new ByteRate(bytesPerSecond);
  }

  /** Rounded down to whole bytes a second: a link of 9 bit/s carries 1 B/s. */
  public static ByteRate ofBitsPerSecond(long bitsPerSecond) {
    return new ByteRate(bitsPerSecond / 8);
  }

  public boolean isZero() {
    return bytesPerSecond == 0;
  }

  public ByteRate min(ByteRate other) {
    return bytesPerSecond <= other.bytesPerSecond ? this : other;
  }

  /**
   * How long {@code count} takes at this rate, rounded up to a nanosecond: the last byte has then
   * certainly arrived. Throws when the rate is zero and there is something to send.
   */
  public SimDuration timeToSend(ByteCount count) {
    if (count.isZero()) {
      return SimDuration.ZERO;
    }
    if (isZero()) {
      throw new ArithmeticException("at 0 B/s, " + count.bytes() + " bytes never arrive");
    }
    return new SimDuration(
        WideMath.multiplyDivideCeil(count.bytes(), NANOS_PER_SECOND, bytesPerSecond));
  }

  /** What this rate carries in {@code length}, rounded down: only whole bytes count. */
  public ByteCount bytesIn(SimDuration length) {
    return new ByteCount(
        WideMath.multiplyDivideFloor(bytesPerSecond, length.nanos(), NANOS_PER_SECOND));
  }

  @Override
  public int compareTo(ByteRate other) {
    return Long.compare(bytesPerSecond, other.bytesPerSecond);
  }

  /** For people, in bits a second with one decimal; events and files carry bytes a second. */
  @Override
  public String toString() {
    if (bytesPerSecond == Long.MAX_VALUE) {
      return "unlimited";
    }
    String[] units = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};
    double value = bytesPerSecond * 8.0;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.US, "%.1f %s", value, units[unit]);
  }
}
