package io.godwit.model.protocol;

import io.godwit.model.option.Choice;
import io.godwit.model.option.Incremental;
import io.godwit.model.option.KickAllQueues;
import io.godwit.model.option.Option;
import io.godwit.model.option.StopConfigWrite;

/** The protocols that an owner device can speak. */
public enum Profiles {
  SEED_2023(
      "seed-2023",
      "the series of October 2023: Active, Stop, Freeze; a context read in deltas",
      ModeTable.SEED),
  VIRTIO_1_4(
      "virtio-1.4",
      "the accepted text: running or stopped; device parts, read whole through objects",
      ModeTable.STANDARD),
  PRECURSOR(
      "precursor",
      "what ships in DPUs: four modes, each change through Quiesced",
      ModeTable.PRECURSOR),
  STATUS_BIT(
      "status-bit",
      "the in-band alternative: a SUSPEND bit that the driver sets",
      ModeTable.STATUS_BIT);

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a record of lists that nobody can change
  private final ModeTable modes;

  Profiles(String word, String about, ModeTable modes) {
    this.word = word;
    this.about = about;
    this.modes = modes;
  }

  /** The stable name that scenario files and events use. */
  public String word() {
    return word;
  }

  /** One line for help texts and reference tables. */
  public String about() {
    return about;
  }

  public ModeTable modes() {
    return modes;
  }

  /** Whether contexts go through resource objects on the owner. */
  public boolean hasObjects() {
    return this == VIRTIO_1_4;
  }

  /** Whether frames are the precursor's, which read and write windows of a context. */
  public boolean hasWindows() {
    return this == PRECURSOR;
  }

  /** Whether a register of the member has its mode, which no command of the owner changes. */
  public boolean isInBand() {
    return this == STATUS_BIT;
  }

  /**
   * What it says where the thread leaves a choice: the seed for itself and its precursor, the
   * accepted text for others. The precursor's hypervisor rings all queues, and compares two whole
   * states itself (facts/virtio.md E.3, E.4); a suspended device ignores writes (B.6).
   */
  public Choice standard(Option which) {
    return switch (this) {
      case SEED_2023 -> which.seed();
      case PRECURSOR ->
          switch (which) {
            case KICK_ALL_QUEUES -> KickAllQueues.YES;
            case INCREMENTAL -> Incremental.FULL;
            default -> which.seed();
          };
      case VIRTIO_1_4 -> which.accepted();
      case STATUS_BIT ->
          which == Option.STOP_CONFIG_WRITE ? StopConfigWrite.IGNORE : which.accepted();
    };
  }

  /** The profile with this word; throws for any other word. */
  public static Profiles of(String word) {
    for (Profiles profile : values()) {
      if (profile.word.equals(word)) {
        return profile;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no profile");
  }
}
