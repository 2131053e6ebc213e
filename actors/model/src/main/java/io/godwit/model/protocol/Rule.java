package io.godwit.model.protocol;

import io.godwit.model.option.Option;

/**
 * What becomes of an operation that meets a disturbance.
 *
 * @param fate what happens to it
 * @param decidedBy the key of the option that says so, or the text that leaves no choice
 * @param choice of the option; empty where there is none
 */
public record Rule(Fate fate, String decidedBy, String choice) {

  /** The possible fates of an operation. */
  public enum Fate {
    /** It is held, and carried out on what the disturbance leaves. */
    WAIT("wait"),
    /** It is carried out as if it had come before. */
    COMPLETE_FIRST("complete-first"),
    /** It is carried out at once on what the disturbance will leave. */
    PROCEED("proceed"),
    /** A read returns the beginning of the old context and defaults after it. */
    TORN("torn"),
    /** EAGAIN: no side effect, to be tried again. */
    TRY_AGAIN("try-again"),
    /** EINVAL: no side effect. */
    REFUSE("refuse"),
    /** Nobody answers. */
    HANG("hang"),
    /** The owner's driver fails it locally, for the owner is gone. */
    FAIL_LOCALLY("fail-locally"),
    /** The device does not notice: what a reset clears is the guest's own doing. */
    SWALLOWED("swallowed"),
    /** Neither minds the other. */
    UNAFFECTED("unaffected");

    private final String word;

    Fate(String word) {
      this.word = word;
    }

    /** The stable word of events. */
    public String word() {
      return word;
    }
  }

  /** Whether the operation is carried out as if there was no disturbance. */
  public boolean letsPass() {
    return fate == Fate.COMPLETE_FIRST || fate == Fate.UNAFFECTED;
  }

  static Rule fixed(Fate fate, String text) {
    return new Rule(fate, text, "");
  }

  static Rule chosen(Fate fate, Protocol protocol, Option which) {
    return new Rule(fate, which.key(), protocol.word(which));
  }
}
