package io.godwit.model.fleet;

import java.util.Map;
import java.util.stream.Collectors;

/** Why a host cannot take a guest. */
enum Objection {
  /** Memory. */
  ROOM("%d without room"),
  /** Members of an owner device. */
  DEVICES("%d without enough free members of its owners"),
  PROCESSORS("%d without enough processors"),
  KIND("%d without its labels, or with a taint that it does not tolerate"),
  MODEL("%d without its cpu, or that do not know its machine"),
  OLDER("%d with an older engine"),
  TOGETHER("%d without its companions, or without room for them"),
  APART("%d with a guest that it must be apart from"),
  AWAITED("%d with no room beside companions that are to follow there");

  private final String words;

  Objection(String words) {
    this.words = words;
  }

  /** How many hosts object, by what they object to. */
  static String listed(Map<Objection, Long> objections) {
    return objections.entrySet().stream()
        .map(each -> each.getKey().words.formatted(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
