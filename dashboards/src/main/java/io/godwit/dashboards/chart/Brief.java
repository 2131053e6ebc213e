package io.godwit.dashboards.chart;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.Locale;

/** Quantities in three significant digits, for labels; what points at them has every digit. */
final class Brief {

  private static final String[] UNITS = {"ns", "us", "ms", "s", "min", "h"};
  private static final double[] NEXT = {1e3, 1e3, 1e3, 120, 120};

  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Brief() {}

  static String of(ByteCount count) {
    double value = count.bytes();
    int unit = 0;
    while (value >= 1023.5 && unit < SIZES.length - 1) {
      value /= 1024;
      unit++;
    }
    return (value >= 1000 ? String.valueOf(Math.round(value)) : digits(value)) + ' ' + SIZES[unit];
  }

  static String of(SimDuration length) {
    double value = length.nanos();
    int unit = 0;
    while (unit < NEXT.length && value >= limit(unit)) {
      value /= unit < 3 ? NEXT[unit] : 60;
      unit++;
    }
    return digits(value) + ' ' + UNITS[unit];
  }

  /** From here on the next unit reads better; 999.96 of one would round to 1000. */
  private static double limit(int unit) {
    return unit < 3 ? NEXT[unit] * 0.9995 : NEXT[unit];
  }

  private static String digits(double value) {
    if (value == Math.rint(value) && value < 1000) {
      return String.format(Locale.US, "%.0f", value);
    }
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.US, "%." + decimals + "f", value);
  }
}
