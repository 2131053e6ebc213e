package io.godwit.model.owner;

import java.util.Arrays;

/** What a command did to a resource object. */
enum ObjectChange {
  CREATED("created"),
  /** There are as many as the owner can hold. */
  REFUSED("refused"),
  MODIFIED("modified"),
  DESTROYED("destroyed");

  private final String word;

  ObjectChange(String word) {
    this.word = word;
  }

  /** The stable word of events. */
  String word() {
    return word;
  }

  /** The change with this word; throws for any other word. */
  static ObjectChange of(String word) {
    return Arrays.stream(values())
        .filter(change -> change.word.equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + word + "' is no change of an object"));
  }
}
