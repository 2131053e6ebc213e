package io.godwit.dashboards.chart;

import java.util.Locale;

/**
 * Something that lasts, on a lifeline.
 *
 * @param label what it is, without its length
 */
record Bar(Role on, Kind kind, Moment from, Moment to, String label) {

  /** What lasts. */
  enum Kind {
    /** The guest runs. */
    RUNS('│', '|'),
    /** The guest stands still. */
    STANDS('░', ':'),
    /** The guest gets less of its processors. */
    THROTTLED('▒', '%'),
    /** An engine of the owner is at a command. */
    BUSY('┃', '#'),
    /** A command waits. */
    WAITS('┊', ';'),
    /** The device does not start requests. */
    STOPPED('▒', 's'),
    /** The device's context does not change. */
    FROZEN('▓', 'f'),
    /** A reset or the like goes on. */
    DISTURBED('╳', 'X'),
    /** Bytes cross the fabric. */
    FLOWS('┃', '#');

    private final char sign;
    private final char asciiSign;

    Kind(char sign, char asciiSign) {
      this.sign = sign;
      this.asciiSign = asciiSign;
    }

    /** On a lifeline of a terminal. */
    char sign() {
      return sign;
    }

    char asciiSign() {
      return asciiSign;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
