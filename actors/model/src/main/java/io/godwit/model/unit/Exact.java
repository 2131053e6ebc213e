package io.godwit.model.unit;

import java.math.BigDecimal;

/**
 * Quantities to their last digit, for whoever compares two of them; {@code toString} rounds, for
 * whoever reads one.
 */
public final class Exact {

  private static final String[] TIMES = {"s", "ms", "us", "ns"};
  private static final String[] SIZES = {"PiB", "TiB", "GiB", "MiB", "KiB"};
  private static final String[] RATES = {"Tbit/s", "Gbit/s", "Mbit/s", "kbit/s"};

  private Exact() {}

  /** A quantity with all its digits; of any other value its text. */
  public static String text(Object value) {
    if (value instanceof SimTime time) {
      return text(time);
    } else if (value instanceof SimDuration length) {
      return text(length);
    } else if (value instanceof ByteCount count) {
      return text(count);
    } else if (value instanceof ByteRate rate) {
      return text(rate);
    }
    return String.valueOf(value);
  }

  /** As the time since the run began, which is at {@code 0 s}. */
  public static String text(SimTime time) {
    return time.equals(SimTime.ZERO) ? "0 s" : nanos(time.nanos());
  }

  /** In the largest unit of which it has at least one, such as {@code 4.703838793 s}. */
  public static String text(SimDuration length) {
    return nanos(length.nanos());
  }

  private static String nanos(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      return "for ever";
    }
    long unit = 1_000_000_000;
    int decimals = 9;
    int name = 0;
    while (nanos < unit && decimals > 0) {
      unit /= 1000;
      decimals -= 3;
      name++;
    }
    BigDecimal value = BigDecimal.valueOf(nanos, decimals).stripTrailingZeros();
    return value.toPlainString() + ' ' + TIMES[name];
  }

  /** In the largest unit that gives a whole number, such as {@code 8 GiB} or {@code 1025 B}. */
  public static String text(ByteCount count) {
    long unit = 1L << 50;
    for (String name : SIZES) {
      if (!count.isZero() && count.bytes() % unit == 0) {
        return count.bytes() / unit + " " + name;
      }
      unit >>= 10;
    }
    return count.bytes() + " B";
  }

  /** In the largest unit of bits that gives a whole number, else in bytes a second. */
  public static String text(ByteRate rate) {
    if (rate.bytesPerSecond() == Long.MAX_VALUE) {
      return "unlimited";
    }
    long unit = 1_000_000_000_000L / 8;
    for (String name : RATES) {
      if (!rate.isZero() && rate.bytesPerSecond() % unit == 0) {
        return rate.bytesPerSecond() / unit + " " + name;
      }
      unit /= 1000;
    }
    return rate.bytesPerSecond() + " B/s";
  }
}
