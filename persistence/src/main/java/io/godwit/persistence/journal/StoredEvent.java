package io.godwit.persistence.journal;

import io.godwit.model.event.Occurrence;
import io.godwit.persistence.codec.EventCodec;

/**
 * An event in its place in the journal, still in bytes.
 *
 * @param order position in the whole journal, from 1, without gaps
 * @param persistenceId whose event it is
 * @param sequence position in that stream
 * @param content the event
 */
public record StoredEvent(long order, String persistenceId, long sequence, EncodedEvent content) {

  /** Name and version of the event as it was written, such as {@code round-finished.v1}. */
  public String manifest() {
    return content.manifest();
  }

  /** Virtual time in nanoseconds, 0 of one that another kind of actor wrote. */
  public long atNanos() {
    return content.atNanos();
  }

  /** The event itself; throws for one that another kind of actor wrote. */
  public Occurrence occurrence(EventCodec codec) {
    if (content.isForeign()) {
      throw new IllegalStateException(
          "event %d of '%s' is none of Godwit's (%s): only the actor that wrote it can read it"
              .formatted(sequence, persistenceId, content.manifest()));
    }
    return codec.decode(content.manifest(), content.payload());
  }
}
