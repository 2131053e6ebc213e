package io.godwit.persistence.codec;

/** Bytes that are no event that this version can read. */
public final class EventCodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String remedy;

  private EventCodecException(String what, String remedy, Throwable cause) {
    super(what + ": " + remedy, cause);
    this.what = what;
    this.remedy = remedy;
  }

  static EventCodecException unknown(String manifest) {
    return new EventCodecException(
        "'%s' is no event that this version of Godwit knows".formatted(manifest),
        "read the run with the version that wrote it or a later one",
        null);
  }

  static EventCodecException malformed(String manifest, int size, String what) {
    return malformed(manifest, size, what, null);
  }

  static EventCodecException malformed(String manifest, int size, RuntimeException cause) {
    return malformed(manifest, size, cause.getMessage(), cause);
  }

  private static EventCodecException malformed(
      String manifest, int size, String what, Throwable cause) {
    return new EventCodecException(
        "%d bytes are no '%s' (%s)".formatted(size, manifest, what),
        "the file is damaged, restore it or run again",
        cause);
  }

  /** What is wrong with the bytes. */
  public String what() {
    return what;
  }

  /** What can be done about it. */
  public String remedy() {
    return remedy;
  }
}
