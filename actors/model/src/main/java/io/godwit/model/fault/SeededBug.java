package io.godwit.model.fault;

import java.util.Arrays;
import java.util.List;

/**
 * Bugs of the recovery logic that tests sow, to see that invariants notice them. None is in a run
 * unless a test has called {@link #sow}; no production class may, and the build proves it. To add
 * one: a constant, and {@code if (SeededBug.NAME.isSown())} where the right code stands.
 */
public enum SeededBug {
  ROOM_NEVER_GIVEN_BACK("an undone attempt leaves its room at the destination reserved"),
  STARTED_AT_BOTH_ENDS("an undone attempt starts the guest at the destination too"),
  DEVICES_STAY_STOPPED("an undone attempt starts the guest and leaves its devices stopped"),
  CONTEXT_NOT_WRITTEN_BACK("an undone attempt does not restore the context that was read"),
  READ_CONTEXT_KEPT("an undone attempt does not discard the context that was read"),
  GUEST_NOT_STOPPED("the source says that the guest stands while it still runs"),
  LATE_ANSWER_TAKEN_FOR_SUCCESS("an answer that did not come in time counts as a success"),
  CANCELLED_TOO_LATE("a cancellation is obeyed while the guest starts at the destination");

  /** A bit for each that is sown; written by {@link #sow} and {@link #reap} alone. */
  private static volatile long sown;

  private final String about;

  SeededBug(String about) {
    this.about = about;
  }

  /** One line on what goes wrong. */
  public String about() {
    return about;
  }

  /** Whether the code that asks shall do the wrong thing. */
  public boolean isSown() {
    return (sown & bit()) != 0;
  }

  /** From now on these bugs, and no others, are in every run of this process. For tests alone. */
  public static void sow(List<SeededBug> bugs) {
    sown = bugs.stream().mapToLong(SeededBug::bit).reduce(0, (one, other) -> one | other);
  }

  /** No bug is sown any more. For tests alone. */
  public static void reap() {
    sown = 0;
  }

  /** Those that are sown now. */
  public static List<SeededBug> inTheField() {
    return Arrays.stream(values()).filter(SeededBug::isSown).toList();
  }

  private long bit() {
    return 1L << ordinal();
  }
}
