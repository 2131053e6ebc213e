package io.godwit.model.unit;

import java.util.Locale;

/** A length of virtual time in whole nanoseconds, never negative. */
public record SimDuration(long nanos) implements Comparable<SimDuration> {

  public static final SimDuration ZERO = new SimDuration(0);

  public SimDuration {
    if (nanos < 0) {
      throw new IllegalArgumentException("a negative duration: " + nanos + " ns");
    }
  }

  public static SimDuration ofNanos(long nanos) {
    return new SimDuration(nanos);
  }

  public static SimDuration ofMicros(long micros) {
    return new SimDuration(Math.multiplyExact(micros, 1_000L));
  }

  public static SimDuration ofMillis(long millis) {
    return new SimDuration(Math.multiplyExact(millis, 1_000_000L));
  }

  public static SimDuration ofSeconds(long seconds) {
    return new SimDuration(Math.multiplyExact(seconds, 1_000_000_000L));
  }

  public SimDuration plus(SimDuration other) {
    return new SimDuration(Math.addExact(nanos, other.nanos));
  }

  /** This less {@code other}; throws when {@code other} is longer. */
  public SimDuration minus(SimDuration other) {
    return new SimDuration(Math.subtractExact(nanos, other.nanos));
  }

  public SimDuration times(long factor) {
    return new SimDuration(Math.multiplyExact(nanos, factor));
  }

  /** {@code numerator} parts of {@code denominator} of this, rounded down. */
  public SimDuration scaled(long numerator, long denominator) {
    return new SimDuration(WideMath.multiplyDivideFloor(nanos, numerator, denominator));
  }

  public boolean isZero() {
    return nanos == 0;
  }

  public double toMillis() {
    return nanos / 1e6;
  }

  public double toSeconds() {
    return nanos / 1e9;
  }

  @Override
  public int compareTo(SimDuration other) {
    return Long.compare(nanos, other.nanos);
  }

  /** For people, three decimals at most; events and files carry the nanoseconds. */
  @Override
  public String toString() {
    if (nanos == Long.MAX_VALUE) {
      return "for ever";
    } else if (nanos < 1_000) {
      return nanos + " ns";
    } else if (nanos < 1_000_000) {
      return written(1e3, "us");
    } else if (nanos < 1_000_000_000) {
      return written(1e6, "ms");
    }
    return written(1e9, "s");
  }

  private String written(double nanosPerUnit, String unit) {
    return String.format(Locale.US, "%.3f %s", nanos / nanosPerUnit, unit);
  }
}
