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
  CANCELLED_TOO_LATE("a cancellation is obeyed while the guest starts at the destination"),
  STARTED_BEFORE_SOURCE_STOPPED(
      "the guest starts at the destination before the source has stopped"),
  STARTED_TWICE("the destination is told twice to start the guest"),
  OBJECT_LEAKED("resource objects of a guest that has left are not destroyed"),
  ROOM_COUNTED_TWICE("the room of a guest that arrives is counted once more"),
  FAILED_WITHOUT_CLEAN_UP("an attempt that fails while its guest runs is not undone"),
  ANSWERS_NOT_AWAITED("an undo begins before all that was asked is answered"),
  REPORTED_BEFORE_UNDONE("an attempt is reported to have failed before it is undone"),
  GUEST_NOT_STARTED_AGAIN("an undone attempt leaves its guest stopped"),
  LOST_GUEST_NOT_STOPPED("a guest that is lost for want of its memory runs on"),
  LOSS_NOT_REPORTED("nobody tells the fleet that a guest is lost"),
  GONE_HOST_AWAITED("an answer of a host that is gone is waited for"),
  CRASH_TAKEN_FOR_ROLLBACK("a guest whose host crashed is said to be back there"),
  GUEST_RESTARTED_TWICE("a lost guest is launched twice"),
  CRASHED_HOST_REMEMBERS("a host that crashed still waits for answers of before"),
  CONFIRMED_WITHOUT_FINISH("the source is let go before the guest has started elsewhere"),
  CONTEXT_WRITE_NOT_AWAITED("devices are resumed before their context is written"),
  MEMBER_NOT_RESET("a member that is given back is not reset"),
  TIMER_DROPPED("a command that was put off is never sent again"),
  PUT_OFF_TAKEN_FOR_SUCCESS("a command that a device put off counts as done"),
  REFUSAL_TAKEN_FOR_SUCCESS("an operation that a device refused counts as done"),
  SILENT_DEVICE_BELIEVED("a device that did not answer is believed to be as it was"),
  LOST_STATE_TRUSTED("what a device held before its owner was reset is counted on"),
  FUNCTION_RESET_AND_FORGOTTEN("a function that is reset for want of another way is left as it is"),
  RESET_DEVICE_LEFT_ALONE("nobody looks after a device that was reset while its guest stood"),
  OWNER_FORGETS_COMMANDS("a reset of the owner leaves outstanding commands unanswered");

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
