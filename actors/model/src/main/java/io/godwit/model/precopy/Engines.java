package io.godwit.model.precopy;

import java.util.function.Function;

/** The pre-copy engines there are. */
public enum Engines {
  TEXTBOOK(
      "textbook",
      "rounds: send all that is dirty until the rest fits into the downtime limit",
      host -> TextbookSession::begin),
  SIMGRID(
      "simgrid",
      "as SimGrid: three stages, to the byte, then a word of acknowledgement",
      host -> SimGridSession::begin),
  QEMU_7_2(
      "qemu-7.2",
      "as QEMU 7.2: windows of 100 ms, syncs instead of rounds, no limit while stopped",
      host -> QemuSession.engine(QemuRules.V7_2, host)),
  QEMU_8_2(
      "qemu-8.2",
      "as QEMU 8.2: sends and decides as 7.2 does",
      host -> QemuSession.engine(QemuRules.V8_2, host)),
  QEMU_10(
      "qemu-10",
      "as QEMU 10: looks for dirty pages every 5 s while it throttles",
      host -> QemuSession.engine(QemuRules.V10, host));

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
  private final Function<QemuHost, PreCopyEngine> engine;

  Engines(String word, String about, Function<QemuHost, PreCopyEngine> engine) {
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

  /** The engine on a server of the 2020s. */
  public PreCopyEngine engine() {
    return on(QemuHost.SERVER);
  }

  /** The engine on a host that sends and receives as fast as {@code host} says. */
  public PreCopyEngine on(QemuHost host) {
    return engine.apply(host);
  }

  /** Whether it is QEMU's loop, whose dirty syncs are two more than its rounds. */
  public boolean isQemu() {
    return word.startsWith("qemu-");
  }
}
