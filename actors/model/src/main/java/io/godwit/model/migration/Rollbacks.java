package io.godwit.model.migration;

/** Who brings the devices of a guest back whose migration fails after it was stopped. */
public enum Rollbacks {
  /** Each device resumes with what it holds. */
  DEVICE("device"),
  /** What was read is written back first. */
  MANAGEMENT("management"),
  /** Nobody: the guest runs again, and its devices stand. */
  NONE("none");

  private final String word;

  Rollbacks(String word) {
    this.word = word;
  }

  /** The choice of the option of that name. */
  public String word() {
    return word;
  }
}
