package io.godwit.model.fleet;

/** What keeps a migration waiting that is due. */
enum Hold {
  TOTAL("total"),
  FLEET_TOTAL("total"),
  PER_SOURCE("per-source"),
  PER_DESTINATION("per-destination"),
  PER_UPLINK("per-uplink"),
  MIN_RATE("min-rate"),
  /** No host that may take it has room. */
  ROOM("room");

  private final String word;

  Hold(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  String of(String section) {
    return section + '.' + word;
  }
}
