package io.godwit.persistence.codec;

/** Bytes that are no event that this version can read. */
public final class EventCodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private EventCodecException(String message) {
    super(message);
  }

  private EventCodecException(String message, Throwable cause) {
    super(message, cause);
  }

  static EventCodecException unknown(String manifest) {
    return new EventCodecException(
        "'%s' is no event that this version of Godwit knows: read the run with the version that wrote it or a later one"
            .formatted(manifest));
  }

  static EventCodecException malformed(String manifest, int size, String what) {
    return new EventCodecException(malformedText(manifest, size, what));
  }

  static EventCodecException malformed(String manifest, int size, RuntimeException cause) {
    return new EventCodecException(malformedText(manifest, size, cause.getMessage()), cause);
  }

  private static String malformedText(String manifest, int size, String what) {
    return "%d bytes are no '%s': %s; the file is damaged, restore it or run again"
        .formatted(size, manifest, what);
  }
}
