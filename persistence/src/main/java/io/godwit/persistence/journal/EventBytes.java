package io.godwit.persistence.journal;

/** The form of an event over which its checksum and the digest are taken. */
final class EventBytes {

  private final RowBytes row = new RowBytes();
  private int digestSize;

  /**
   * Takes the next event. First what the digest is over: persistence id, sequence, time, step,
   * manifest and payload. Then what only this file says of the event: its order, the order of the
   * event before it in its stream, and its envelope if it has one.
   */
  EventBytes fill(StoredEvent event, long previous) {
    EncodedEvent content = event.content();
    row.clear()
        .text(event.persistenceId())
        .number(event.sequence())
        .number(content.atNanos())
        .number(content.step())
        .text(content.manifest())
        .content(content.payload());
    digestSize = row.size();
    row.number(event.order()).number(previous);
    if (!content.envelope().equals(Envelope.NONE)) {
      envelope(content.envelope());
    }
    return this;
  }

  private void envelope(Envelope envelope) {
    row.number(envelope.serializer())
        .text(envelope.serializerManifest())
        .text(envelope.adapterManifest())
        .text(envelope.writer())
        .text(envelope.tags())
        .number(envelope.metadata().serializer())
        .text(envelope.metadata().manifest())
        .content(envelope.metadata().content().toArray());
  }

  /** What the digest is over is the first {@link #digestSize} bytes of this. */
  byte[] array() {
    return row.array();
  }

  int digestSize() {
    return digestSize;
  }

  /** The checksum of the event's row. */
  int checksum() {
    return row.checksum();
  }
}
