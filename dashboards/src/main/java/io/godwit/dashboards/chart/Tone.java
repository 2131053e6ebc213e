package io.godwit.dashboards.chart;

import java.util.Locale;

/** How a reader should take something. */
enum Tone {
  /** It went as it should. */
  PLAIN,
  /** Somebody waits, or tries again. */
  WAIT,
  /** A disturbance, a refusal, a loss. */
  FAULT,
  /** An end that was wanted. */
  GOOD;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
