package io.godwit.model.migration;

/** When the contexts of a guest's devices are read. To add one: a constant, and its rules. */
public enum ContextStrategies {
  FROZEN_ONLY("frozen-only", "one full read and one write, both while the guest stands", false),
  AHEAD_THEN_DELTA(
      "ahead-then-delta",
      "a full read and write while the guest runs, then only what has changed",
      true),
  ITERATIVE(
      "iterative",
      "ahead, again after rounds of memory but at most once a second, and a last time frozen",
      true);

  private final String word;
  private final String about;
  private final boolean ahead;

  ContextStrategies(String word, String about, boolean ahead) {
    this.word = word;
    this.about = about;
    this.ahead = ahead;
  }

  /** The word in scenario files. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** Whether they are read again and again meanwhile. */
  boolean iterates() {
    return this == ITERATIVE;
  }

  /** Whether contexts are read once while the guest still runs. */
  public boolean ahead() {
    return ahead;
  }
}
