package io.godwit.persistence.journal;

import io.godwit.model.unit.Bytes;

/**
 * What Akka knows of an event beyond the event itself. A plain occurrence has none of it, and its
 * writer's random id is left out on purpose: two runs of one scenario must give the same file.
 *
 * @param serializer Akka's id of the serializer that wrote the payload; 0 for an occurrence
 * @param serializerManifest what that serializer calls the payload
 * @param adapterManifest what an event adapter calls the event; mostly empty
 * @param writer id of the actor incarnation that wrote the event
 * @param tags for projections, separated by line feeds; mostly empty
 * @param metadata mostly {@link Metadata#NONE}
 */
record Envelope(
    int serializer,
    String serializerManifest,
    String adapterManifest,
    String writer,
    String tags,
    Metadata metadata) {

  static final Envelope NONE = new Envelope(0, "", "", "", "", Metadata.NONE);

  /**
   * What a plug-in or a replicated actor attached to the event, as Akka's serialization wrote it.
   */
  record Metadata(int serializer, String manifest, Bytes content) {
    static final Metadata NONE = new Metadata(0, "", Bytes.EMPTY);
  }
}
