package io.godwit.model.precopy;

/** The pre-copy engines there are. */
public enum Engines {
  TEXTBOOK(
      "textbook",
      "rounds: send all that is dirty until the rest fits into the downtime limit",
      TextbookSession::begin);

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
  private final PreCopyEngine engine;

  Engines(String word, String about, PreCopyEngine engine) {
    this.word = word;
    this.about = about;
    this.engine = engine;
  }

  /** The stable name that scenario files and events use. */
  public String word() {
    return word;
  }

  /** One line for help texts and reference tables. */
  public String about() {
    return about;
  }

  public PreCopyEngine engine() {
    return engine;
  }
}
