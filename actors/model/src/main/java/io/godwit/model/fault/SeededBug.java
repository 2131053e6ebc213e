package io.godwit.model.fault;

import java.util.EnumSet;
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
  STARTED_AGAIN_UNFENCED("a guest that may have run at the destination is started at the source"),
  CANCELLED_TOO_LATE("a cancellation is obeyed while the guest starts at the destination");

  /** Never changed once it stands here; replaced by {@link #sow} and {@link #reap} alone. */
  private static volatile EnumSet<SeededBug> sown = EnumSet.noneOf(SeededBug.class);

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
    return sown.contains(this);
  }

  /** From now on these bugs, and no others, are in every run of this process. For tests alone. */
  public static void sow(List<SeededBug> bugs) {
    EnumSet<SeededBug> chosen = EnumSet.noneOf(SeededBug.class);
    chosen.addAll(bugs);
    sown = chosen;
  }

  /** No bug is sown any more. For tests alone. */
  public static void reap() {
    sown = EnumSet.noneOf(SeededBug.class);
  }

  /** Those that are sown now. */
  public static List<SeededBug> inTheField() {
    return List.copyOf(sown);
  }
}
