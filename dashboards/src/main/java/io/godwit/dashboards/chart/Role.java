package io.godwit.dashboards.chart;

/** Who takes part in a migration: the lifelines of its chart, from left to right. */
enum Role {
  GUEST("guest", "gst"),
  SOURCE("source", "src"),
  DRIVER("driver", "drv"),
  OWNER("owner", "own"),
  MEMBER("member", "mem"),
  FABRIC("fabric", "fab"),
  DESTINATION("destination", "dst"),
  DEVICE("its device", "dev");

  private final String word;
  private final String brief;

  Role(String word, String brief) {
    this.word = word;
    this.brief = brief;
  }

  String word() {
    return word;
  }

  /** In three letters, for narrow terminals. */
  String brief() {
    return brief;
  }
}
