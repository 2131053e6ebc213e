package io.godwit.model.precopy;

import io.godwit.model.precopy.QemuRules.Difference;
import java.util.List;
import java.util.Optional;
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
      List.of()),
  QEMU_8_2(
      "qemu-8.2",
      "as QEMU 8.2: decides as 7.2 does, or by a bandwidth that is promised to the switch-over",
      List.of(Difference.SWITCHOVER_BANDWIDTH, Difference.PACKETS_ACROSS_ITERATIONS)),
  QEMU_10(
      "qemu-10",
      "as QEMU 10: looks for dirty pages every 5 s while it throttles; devices share multifd",
      List.of(
          Difference.PERIODIC_SYNC,
          Difference.SWITCHOVER_BANDWIDTH,
          Difference.PACKETS_ACROSS_ITERATIONS,
          Difference.CHANNELS_FIND_ZERO_PAGES,
          Difference.DEVICE_DATA_ON_CHANNELS));

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
  private final Function<QemuHost, PreCopyEngine> engine;

  @SuppressWarnings("ImmutableEnumChecker") // a record of an unmodifiable list
  private final Optional<QemuRules> rules;

  Engines(String word, String about, Function<QemuHost, PreCopyEngine> engine) {
    this(word, about, engine, Optional.empty());
  }

  Engines(String word, String about, List<Difference> differences) {
    this(word, about, new QemuRules(differences));
  }

  Engines(String word, String about, QemuRules rules) {
    this(word, about, host -> QemuSession.engine(rules, host), Optional.of(rules));
  }

  Engines(
      String word,
      String about,
      Function<QemuHost, PreCopyEngine> engine,
      Optional<QemuRules> rules) {
    this.word = word;
    this.about = about;
    this.engine = engine;
    this.rules = rules;
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
    return rules.isPresent();
  }

  /** Whether it knows pre-copy alone, without an end to its rounds, and throttles no guest. */
  public boolean isBare() {
    return this == SIMGRID;
  }

  /** Whether it gives up by itself after so many rounds. */
  public boolean countsRounds() {
    return this == TEXTBOOK;
  }

  /** Whether it is a QEMU that differs so from 7.2. */
  public boolean has(Difference difference) {
    return rules.filter(row -> row.has(difference)).isPresent();
  }
}
