package io.godwit.scenarios.explore;

/**
 * Something that must not be.
 *
 * @param name what it is called wherever it is found again, such as the word of an invariant
 * @param detail what was seen in this run
 */
public record Trouble(Kind kind, String name, String detail) {

  /** What shows that something is wrong. */
  public enum Kind {
    BUG("bug"),
    INVARIANT("invariant"),
    EXPECTATION("expectation"),
    LEFT_OVER("left over"),
    NO_FOLD("state that no event tells"),
    ENDLESS("endless run");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Whether it is the same thing, seen in another run. */
  boolean isLike(Trouble other) {
    return kind == other.kind && name.equals(other.name);
  }

  /** Its kind and its name. */
  String title() {
    return kind.word + ": " + name;
  }
}
