package io.godwit.model.fleet;

import java.util.Arrays;
import java.util.Optional;

/** What can go wrong with the control plane, which the fleet is, and with what it asks for. */
public enum ControlTrouble {
  DOWN("control-plane-down", "the control plane hears nobody; then it asks what became of all"),
  RESTART(
      "control-plane-restart",
      "the control plane ends, starts again from its journal, and asks what became of all"),
  SLOW(
      "control-plane-slow",
      "each request of the control plane takes 'delay' longer, and so does each decision"),
  DUPLICATED(
      "request-duplicated",
      "each request of the control plane reaches its migration twice, the second 'delay' later; in"
          + " a phase, the request that began the attempt comes once more"),
  REORDERED(
      "request-reordered", "requests of the control plane overtake each other, by 'delay' at most");

  private final String word;
  private final String about;

  ControlTrouble(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** As scenarios have it. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** The trouble that scenarios call so. */
  public static Optional<ControlTrouble> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** Whether it must be said by how much, and not only may be. */
  public boolean needsDelay() {
    return this == SLOW || this == REORDERED;
  }

  /** Whether a migration's phase can bring it, and then once. */
  public boolean mayComeOnce() {
    return this == DUPLICATED;
  }

  /** Whether it comes to an end only where one is given. */
  public boolean needsTime() {
    return this == DOWN;
  }

  /** Whether it hears nobody meanwhile. */
  public boolean isAway() {
    return this == DOWN || this == RESTART;
  }
}
