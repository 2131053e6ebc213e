package io.godwit.model.invariant;

/**
 * What an invariant has to say: {@code detail} is its evidence, or the first event that breaks it.
 */
public record Finding(Verdict verdict, String detail) {

  /** Whether it held, and whether there was anything to judge. */
  public enum Verdict {
    HELD("held"),
    BROKEN("broken"),
    UNPROVED("unproved");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** The stable word that reports use. */
    public String word() {
      return word;
    }
  }
}
