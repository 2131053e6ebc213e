package io.godwit.model.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * An attempt on its way back, and how far it is.
 *
 * @param failedIn the phase that it had reached
 * @param reason why it is taken back
 * @param round how often the stage was entered before
 * @param refusing devices that have refused to take back what was read of them
 */
record Undoing(Phase failedIn, String reason, Stage stage, int round, List<String> refusing) {

  /** What is undone, in this order; a stage that would ask nothing is left out. */
  enum Stage {
    AWAIT_ANSWERS("await-answers"),
    WRITE_BACK("write-back"),
    DROP_PARTS("drop-parts"),
    RESTORE_DEVICES("restore-devices"),
    START_VCPUS("start-vcpus"),
    RELEASE_ROOM("release-room");

    private final String word;

    Stage(String word) {
      this.word = word;
    }

    /** Whether it is entered again as long as there is anything to ask. */
    boolean hasRounds() {
      return this == WRITE_BACK;
    }

    /** The stable word that events use. */
    String word() {
      return word;
    }

    /** The stage with this word; throws for any other word. */
    static Stage of(String word) {
      for (Stage stage : values()) {
        if (stage.word.equals(word)) {
          return stage;
        }
      }
      throw new IllegalArgumentException("'" + word + "' is no stage of an undo");
    }
  }

  Undoing at(Stage next) {
    return new Undoing(failedIn, reason, next, next == stage ? round + 1 : 0, refusing);
  }

  /** The same when a device has refused what this stage asks. */
  Undoing refusedBy(String device) {
    if (stage != Stage.WRITE_BACK) {
      return this;
    }
    var all = new ArrayList<>(refusing);
    all.add(device);
    return new Undoing(failedIn, reason, stage, round, List.copyOf(all));
  }

  boolean guestStopped() {
    return failedIn.inDowntime();
  }
}
