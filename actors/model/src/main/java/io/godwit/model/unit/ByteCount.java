package io.godwit.model.unit;

import java.util.Locale;

/** A number of bytes, never negative. */
public record ByteCount(long bytes) implements Comparable<ByteCount> {

  public static final ByteCount ZERO = new ByteCount(0);

  public ByteCount {
    if (bytes < 0) {
      throw new IllegalArgumentException("a negative number of bytes: " + bytes);
    }
  }

  public static ByteCount of(long bytes) {
    return new ByteCount(bytes);
  }

  public static ByteCount ofKib(long kib) {
    return new ByteCount(Math.multiplyExact(kib, 1L << 10));
  }

  public static ByteCount ofMib(long mib) {
    return new ByteCount(Math.multiplyExact(mib, 1L << 20));
  }

  public static ByteCount ofGib(long gib) {
    return new ByteCount(Math.multiplyExact(gib, 1L << 30));
  }

  public ByteCount plus(ByteCount other) {
    return new ByteCount(Math.addExact(bytes, other.bytes));
  }

  /** This less {@code other}; throws when {@code other} is more. */
  public ByteCount minus(ByteCount other) {
    return new ByteCount(Math.subtractExact(bytes, other.bytes));
  }

  public ByteCount times(long factor) {
    return new ByteCount(Math.multiplyExact(bytes, factor));
  }

  public ByteCount min(ByteCount other) {
    return bytes <= other.bytes ? this : other;
  }

  public boolean isZero() {
    return bytes == 0;
  }

  @Override
  public int compareTo(ByteCount other) {
    return Long.compare(bytes, other.bytes);
  }

  /** For people, one decimal; events and files carry the bytes. */
  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.US, "%.1f %s", value, units[unit]);
  }
}
