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
  ROOM("room"),
  /** Of those that have, each has a guest that it must be apart from. */
  APART("apart");

  private final String word;

  Hold(String word) {
    this.word = word;
  }

  /** Whether no host can take it as guests stand now, whatever limits say. */
  boolean isOfHosts() {
    return this == ROOM || this == APART;
  }

  String word() {
    return word;
  }

  String of(String section) {
    return section + '.' + word;
  }
}
