package io.godwit.model.member;

import java.util.Arrays;

/** What came of an access. */
public enum Effect {
  APPLIED("applied"),
  /** Not acted on; a note of it stays in the device and moves with it. */
  RECORDED("recorded"),
  /** Not acted on, and no note of it. */
  DROPPED("dropped"),
  /** Held until the device works again. */
  DEFERRED("deferred"),
  IGNORED("ignored"),
  /** Taken, and not part of what moves. */
  LOST("lost"),
  /** The device changed, and tells nobody. */
  SUPPRESSED("suppressed"),
  /** A reset of the same guest took it along. */
  SWALLOWED("swallowed"),
  VALID("valid"),
  /** The value of some moments ago. */
  LAST_VALUE("last-value"),
  ALL_ONES("all-ones");

  private final String word;

  Effect(String word) {
    this.word = word;
  }

  /** The stable word of events. */
  public String word() {
    return word;
  }

  /** The effect with this word; throws for any other word. */
  public static Effect of(String word) {
    return Arrays.stream(values())
        .filter(effect -> effect.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no effect"));
  }

  /** Whether something that a guest wanted did not come about. */
  public boolean fails() {
    return this == DROPPED || this == DEFERRED || this == IGNORED || this == LOST;
  }
}
