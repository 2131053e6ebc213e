package io.godwit.model.migration;

import java.util.List;

/** The phases of an attempt, in their order; each begins when the one before ends. */
public enum Phase {
  RESERVE("reserve", false),
  PRE_COPY("pre-copy", false),
  VCPU_STOP("vcpu-stop", true),
  DEVICE_STOP("device-stop", true),
  FREEZE("freeze", true),
  CONTEXT_READ("context-read", true),
  FINAL_MEMORY("final-memory", true),
  CONTEXT_WRITE("context-write", true),
  RESUME("resume", true),
  /** Only of attempts whose memory follows the guest. */
  POST_COPY("post-copy", false),
  RELEASE("release", false);

  /** Once: each call of {@code values} makes a copy, and phases are read by the million. */
  private static final List<Phase> ALL = List.of(values());

  private final String word;
  private final boolean inDowntime;

  Phase(String word, boolean inDowntime) {
    this.word = word;
    this.inDowntime = inDowntime;
  }

  /** The stable word that events and reports use. */
  public String word() {
    return word;
  }

  /** Whether the guest stands still in this phase. */
  public boolean inDowntime() {
    return inDowntime;
  }

  /** Whether every attempt goes through it. */
  public boolean always() {
    return this != POST_COPY;
  }

  /** Whether {@code next} may follow it. */
  public boolean mayPrecede(Phase next) {
    return next.compareTo(this) > 0
        && ALL.stream()
            .noneMatch(
                between ->
                    between.always() && between.compareTo(this) > 0 && between.compareTo(next) < 0);
  }

  /** The phase with this word; throws for any other word. */
  public static Phase of(String word) {
    for (Phase phase : ALL) {
      if (phase.word.equals(word)) {
        return phase;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no phase of a migration");
  }
}
