package io.godwit.model.strategy;

import java.util.function.Supplier;

/** The memory strategies there are. To add one: its class, its test, and a constant. */
public enum Strategies {
  PRE_COPY("pre-copy", "memory while the guest runs, the rest while it stands", PreCopy::new),
  STOP_AND_COPY("stop-and-copy", "all memory while the guest stands", StopAndCopy::new),
  AUTO_CONVERGE(
      "auto-converge", "pre-copy that takes processor time from the guest", AutoConverge::new),
  DIRTY_LIMIT("dirty-limit", "pre-copy that holds the guest's writers to a quota", DirtyLimit::new),
  XBZRLE("xbzrle", "pre-copy that sends differences of pages sent before", Xbzrle::new),
  COMPRESSION("compression", "pre-copy that compresses pages", Compressed::new),
  MULTIFD("multifd", "pre-copy through several channels", Multifd::new),
  POST_COPY("post-copy", "the guest moves at once, its memory follows", PostCopy::new),
  HYBRID("hybrid", "one round of pre-copy, then post-copy", Hybrid::new),
  STALL_DETECTOR(
      "stall-detector",
      "pre-copy that stops the guest at a good moment once it stalls (KubeVirt)",
      StallDetector::new),
  CLAIRVOYANT("clairvoyant", "knows the future: what no pre-copy can fall below", Clairvoyant::new);

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // the constructors hold no state
  private final Supplier<MemoryStrategy> constructor;

  Strategies(String word, String about, Supplier<MemoryStrategy> constructor) {
    this.word = word;
    this.about = about;
    this.constructor = constructor;
  }

  /** The stable name that scenario files and events use. */
  public String word() {
    return word;
  }

  /** One line for help texts and reference tables. */
  public String about() {
    return about;
  }

  /** Whether a guest may run at its destination before its memory is there. */
  public boolean postCopies() {
    return this == POST_COPY || this == HYBRID;
  }

  /** Whether the guest stops before anything else could be done. */
  public boolean stopsAtOnce() {
    return this == STOP_AND_COPY || this == POST_COPY;
  }

  /** Whether the guest stops once the rest fits into the downtime limit. */
  public boolean waitsForTheRest() {
    return !stopsAtOnce() && this != CLAIRVOYANT;
  }

  /**
   * Whether one thread sends its memory whose own limit the engine does not see.
   *
   * @param qemu whether the engine is QEMU's, which knows its threads
   */
  public boolean sendsInOneStream(boolean qemu) {
    boolean several = this == MULTIFD || this == CLAIRVOYANT;
    return !several && (!qemu || this == STOP_AND_COPY);
  }

  public MemoryStrategy create() {
    return constructor.get();
  }
}
