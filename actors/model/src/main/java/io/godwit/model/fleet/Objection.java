package io.godwit.model.fleet;

/** Why a host cannot take a guest. */
enum Objection {
  /** Memory, or members of an owner device. */
  ROOM("%d without room"),
  PROCESSORS("%d without enough processors"),
  KIND("%d without its labels, or with a taint that it does not tolerate"),
  OLDER("%d with an older engine"),
  TOGETHER("%d without its companions, or without room for them"),
  APART("%d with a guest that it must be apart from");

  private final String words;

  Objection(String words) {
    this.words = words;
  }

  String of(long hosts) {
    return words.formatted(hosts);
  }
}
