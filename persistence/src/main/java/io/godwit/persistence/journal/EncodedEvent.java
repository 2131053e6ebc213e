package io.godwit.persistence.journal;

import io.godwit.model.event.Occurrence;
import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventType;

/**
 * An event as the journal keeps it.
 *
 * @param kind number of the manifest in {@link EventType}, or {@link #FOREIGN}
 * @param manifest name and version; of a foreign event {@code akka-<serializer>/<its manifest>}
 * @param atNanos virtual time in nanoseconds, 0 for a foreign event
 * @param step number of the delivery that caused it, 0 for a foreign event
 * @param payload the encoded event; owned by this record, never changed
 * @param envelope what else Akka wants back, {@link Envelope#NONE} for a plain occurrence
 */
@SuppressWarnings("ArrayRecordComponent") // millions of these; identity is all that is asked
record EncodedEvent(
    int kind, String manifest, long atNanos, long step, byte[] payload, Envelope envelope) {

  /** The kind of everything that is no Godwit event: other persistent actors of the same system. */
  static final int FOREIGN = 0;

  static EncodedEvent of(Occurrence occurrence, EventCodec codec, Envelope envelope) {
    EventType type = EventType.of(occurrence.event());
    return new EncodedEvent(
        type.id(),
        type.manifest(),
        occurrence.at().nanos(),
        occurrence.step(),
        codec.encode(occurrence),
        envelope);
  }

  static EncodedEvent foreign(byte[] payload, Envelope envelope) {
    return new EncodedEvent(FOREIGN, foreignManifest(envelope), 0, 0, payload, envelope);
  }

  static String foreignManifest(Envelope envelope) {
    return "akka-" + envelope.serializer() + "/" + envelope.serializerManifest();
  }

  boolean isForeign() {
    return kind == FOREIGN;
  }
}
