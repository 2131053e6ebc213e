package io.godwit.model.precopy;

/** What to do when the guest dirties memory faster than it can be sent. */
public enum NoConvergence {
  STOP_ANYWAY("stop-anyway", "stops the guest, however long the downtime gets"),
  GIVE_UP("give-up", "ends the attempt; the guest stays at the source");

  private final String word;
  private final String about;

  NoConvergence(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** The stable name that scenario files use. */
  public String word() {
    return word;
  }

  /** One line for help texts and reference tables. */
  public String about() {
    return about;
  }
}
