package io.godwit.model.precopy;

/** The pre-copy engines there are. */
public enum Engines {
  TEXTBOOK(
      "textbook",
      "rounds: send all that is dirty until the rest fits into the downtime limit",
      TextbookSession::begin),
  QEMU_7_2(
      "qemu-7.2",
      "as QEMU 7.2: windows of 100 ms, syncs instead of rounds, no limit while stopped",
      QemuSession.engine(QemuRules.V7_2, QemuHost.SERVER)),
  QEMU_8_2(
      "qemu-8.2",
      "as QEMU 8.2: sends and decides as 7.2 does",
      QemuSession.engine(QemuRules.V8_2, QemuHost.SERVER)),
  QEMU_10(
      "qemu-10",
      "as QEMU 10: looks for dirty pages every 5 s while it throttles",
      QemuSession.engine(QemuRules.V10, QemuHost.SERVER));

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
