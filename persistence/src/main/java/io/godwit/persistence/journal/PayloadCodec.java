package io.godwit.persistence.journal;

import akka.actor.ActorRef;
import akka.actor.ExtendedActorSystem;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.Tagged;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import io.godwit.model.event.Occurrence;
import io.godwit.model.unit.Bytes;
import io.godwit.persistence.journal.Envelope.Metadata;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Between Akka's representation of a persistent event and the journal's. Occurrences go through our
 * codec, anything else through whatever serializer the system has for it.
 */
final class PayloadCodec {

  private final Serialization serialization;
  private final JournalSession session;

  PayloadCodec(ExtendedActorSystem system, JournalSession session) {
    this.serialization = SerializationExtension.get(system);
    this.session = session;
  }

  JournalSession session() {
    return session;
  }

  /** Throws whatever the serializer throws when it cannot write the event. */
  EncodedEvent encode(PersistentRepr event) {
    Object payload = event.payload();
    String tags = "";
    if (payload instanceof Tagged tagged) {
      payload = tagged.payload();
      tags = String.join("\n", CollectionConverters.asJava(tagged.tags()));
    }
    Metadata metadata =
        event.metadata().isEmpty() ? Metadata.NONE : metadata(event.metadata().get());
    if (payload instanceof Occurrence occurrence) {
      boolean isPlain =
          tags.isEmpty() && event.manifest().isEmpty() && metadata.equals(Metadata.NONE);
      return session.encode(
          occurrence,
          isPlain
              ? Envelope.NONE
              : new Envelope(0, "", event.manifest(), event.writerUuid(), tags, metadata));
    }
    Serializer serializer = serialization.findSerializerFor(payload);
    return EncodedEvent.foreign(
        serialization.serialize(payload).get(),
        new Envelope(
            serializer.identifier(),
            Serializers.manifestFor(serializer, payload),
            event.manifest(),
            event.writerUuid(),
            tags,
            metadata));
  }

  private Metadata metadata(Object metadata) {
    Serializer serializer = serialization.findSerializerFor(metadata);
    return new Metadata(
        serializer.identifier(),
        Serializers.manifestFor(serializer, metadata),
        Bytes.copyOf(serialization.serialize(metadata).get()));
  }

  PersistentRepr decode(StoredEvent stored) {
    EncodedEvent content = stored.content();
    Envelope envelope = content.envelope();
    Object payload =
        content.isForeign()
            ? read(content.payload(), envelope.serializer(), envelope.serializerManifest())
            : session.decode(stored);
    PersistentRepr event =
        PersistentRepr.apply(
            payload,
            stored.sequence(),
            stored.persistenceId(),
            envelope.adapterManifest(),
            false,
            ActorRef.noSender(),
            envelope.writer());
    Metadata metadata = envelope.metadata();
    return metadata.equals(Metadata.NONE)
        ? event
        : event.withMetadata(
            read(metadata.content().toArray(), metadata.serializer(), metadata.manifest()));
  }

  private Object read(byte[] content, int serializer, String manifest) {
    return serialization.deserialize(content, serializer, manifest).get();
  }
}
