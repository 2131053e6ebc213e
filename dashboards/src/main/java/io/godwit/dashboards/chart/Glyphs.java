package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Bar.Kind;

/** The characters that a chart in a terminal is drawn with. */
enum Glyphs {
  UNICODE("│─┼├┤►◄═●×○▌≈…"),
  ASCII("|-+++><=o!~]~.");

  private final String signs;

  Glyphs(String signs) {
    this.signs = signs;
  }

  char line() {
    return signs.charAt(0);
  }

  char arrow() {
    return signs.charAt(1);
  }

  char crossing() {
    return signs.charAt(2);
  }

  char leavesRight() {
    return signs.charAt(3);
  }

  char leavesLeft() {
    return signs.charAt(4);
  }

  char headRight() {
    return signs.charAt(5);
  }

  char headLeft() {
    return signs.charAt(6);
  }

  char rule() {
    return signs.charAt(7);
  }

  char note(Tone tone) {
    return switch (tone) {
      case PLAIN, GOOD -> signs.charAt(8);
      case FAULT -> signs.charAt(9);
      case WAIT -> signs.charAt(10);
    };
  }

  /** Stands at the left of all that is part of the downtime. */
  char downtime() {
    return signs.charAt(11);
  }

  /** A lifeline where much time passes. */
  char passing() {
    return signs.charAt(12);
  }

  char ellipsis() {
    return signs.charAt(13);
  }

  char bar(Kind kind) {
    return this == UNICODE ? kind.sign() : kind.asciiSign();
  }
}
