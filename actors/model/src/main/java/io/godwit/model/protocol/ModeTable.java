package io.godwit.model.protocol;

import java.util.List;
import java.util.Optional;

/**
 * The modes of a profile and which may follow which (facts/virtio.md B.1, B.2, B.3, B.5, B.6).
 *
 * @param modes the first is the one that a device begins in
 * @param permitted pairs of words, from and to; staying in a mode is permitted without one
 */
public record ModeTable(List<Mode> modes, List<String> permitted) {

  private static final String ARROW = " to ";

  static final ModeTable SEED =
      new ModeTable(
          List.of(
              new Mode("active", 0, Stage.WORKING),
              new Mode("stop", 1, Stage.STOPPED),
              new Mode("freeze", 2, Stage.FROZEN)),
          List.of(
              "active to stop",
              "active to freeze",
              "stop to active",
              "stop to freeze",
              "freeze to active"));

  static final ModeTable STANDARD =
      new ModeTable(
          List.of(new Mode("running", 0, Stage.WORKING), new Mode("stopped", 1, Stage.STOPPED)),
          List.of("running to stopped", "stopped to running"));

  static final ModeTable PRECURSOR =
      new ModeTable(
          List.of(
              new Mode("running", 1, Stage.WORKING),
              new Mode("init", 0, Stage.WORKING),
              new Mode("quiesced", 2, Stage.STOPPED),
              new Mode("freezed", 3, Stage.FROZEN)),
          List.of(
              "init to running",
              "init to quiesced",
              "running to quiesced",
              "quiesced to running",
              "quiesced to freezed",
              "freezed to quiesced"));

  static final ModeTable STATUS_BIT =
      new ModeTable(
          List.of(new Mode("running", 0, Stage.WORKING), new Mode("suspended", 16, Stage.STOPPED)),
          List.of("running to suspended", "suspended to running"));

  /** The seed with only the two pairs that its flow on the source uses. */
  static final ModeTable STRICT_PAIRS =
      new ModeTable(
          SEED.modes,
          List.of("active to stop", "stop to active", "stop to freeze", "freeze to stop"));

  public ModeTable {
    modes = List.copyOf(modes);
    permitted = List.copyOf(permitted);
  }

  public Mode first() {
    return modes.get(0);
  }

  /** The mode in which a function level reset leaves a device: in the precursor one of its own. */
  public Mode afterReset() {
    return ofCode(0).orElseThrow();
  }

  /** The mode with this code; empty for a reserved one. */
  public Optional<Mode> ofCode(int code) {
    for (Mode mode : modes) {
      if (mode.code() == code) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** The mode with this word; throws for any other word. */
  public Mode ofWord(String word) {
    for (Mode mode : modes) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no mode of " + modes);
  }

  /** The first mode of this stage; of profiles without a frozen one, the stopped one. */
  public Mode in(Stage stage) {
    for (Mode mode : modes) {
      if (mode.stage() == stage) {
        return mode;
      }
    }
    return in(Stage.STOPPED);
  }

  public boolean permits(Mode from, Mode to) {
    return from.equals(to) || permitted.contains(from.word() + ARROW + to.word());
  }

  /**
   * The modes to pass through from one to another, the last included; empty when there is no way.
   */
  public List<Mode> path(Mode from, Mode to) {
    if (permits(from, to)) {
      return from.equals(to) ? List.of() : List.of(to);
    }
    return modes.stream()
        .filter(hub -> permits(from, hub) && permits(hub, to))
        .findFirst()
        .map(hub -> List.of(hub, to))
        .orElse(List.of());
  }
}
