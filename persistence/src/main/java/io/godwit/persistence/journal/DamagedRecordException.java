package io.godwit.persistence.journal;

import java.nio.file.Path;

/**
 * A record that is not what was written: nothing is reported from it. The message says how much of
 * it is sound; nothing was changed.
 */
public final class DamagedRecordException extends RecordException {

  private static final long serialVersionUID = 1L;

  private DamagedRecordException(String record, String what, String saved, Throwable cause) {
    super(
        record,
        "it is damaged: " + what + "; " + saved,
        "restore it from a copy, or run the scenario again",
        cause);
  }

  /** Of an event file of which so much is as it was written. */
  static DamagedRecordException of(Path file, String what, SoundEvents sound, Throwable cause) {
    return new DamagedRecordException(file.toString(), what, sound.about(), cause);
  }

  /** Of a record without checksums, whose events cannot have happened as it says. */
  public static DamagedRecordException contradictory(String record, RuntimeException cause) {
    return new DamagedRecordException(
        record,
        "its events contradict one another (%s)".formatted(cause.getMessage()),
        SoundEvents.UNKNOWN.about(),
        cause);
  }

  /** Of a file beside the events, which are not touched by it. */
  public static DamagedRecordException beside(Path file, String what) {
    return new DamagedRecordException(
        file.toString(), what, "the events in the same folder are not concerned", null);
  }
}
