package io.godwit.persistence.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A record as far as a run had come that goes on from there. It is read once, in order and to its
 * end, before anything is written to its file: so nothing that is damaged is gone on from. What
 * entities then recover from, half of it and more, is in memory, where looking up each event of
 * each stream in the file would take ten times as long; unless it is too much for that.
 */
final class RecordedPast {

  /** The part of the heap that events are kept in, at most: a tenth. */
  private static final long PART_OF_HEAP = 10;

  /** Where a stream stood. */
  private static final class Stream {
    private final EntityHead head;

    /** Position of its last event in the file. */
    private long order;

    private Stream(EntityHead head) {
      this.head = head;
    }
  }

  private final Map<String, Stream> streams = new HashMap<>();
  private final JournalDigest digest = new JournalDigest();
  private final long limit = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
  private MemoryBlocks blocks = new MemoryBlocks();
  private boolean isInMemory = true;

  /** Of a record that nothing was written to yet. */
  RecordedPast() {}

  /** Of all that {@code record} holds, with the streams as they stood at {@code from}. */
  static RecordedPast of(SqliteSource record, long from) {
    var past = new RecordedPast();
    try (StoredEvents all = record.digested(past.digest);
        var ahead = new ReadAhead<StoredEvent>(all)) {
      while (ahead.hasNext()) {
        StoredEvent event = ahead.next();
        if (event.order() <= from) {
          past.add(event);
        }
      }
    }
    return past;
  }

  private void add(StoredEvent event) {
    String id = event.persistenceId();
    Stream stream =
        streams.computeIfAbsent(
            id, name -> new Stream(new EntityHead(streams.size() + 1, name, 0, 0, 0)));
    if (isInMemory) {
      stream.head.last = blocks.add(stream.head, event);
    }
    stream.head.highest = event.sequence();
    stream.order = event.order();
    if (isInMemory && blocks.size() > limit) {
      isInMemory = false;
      blocks = new MemoryBlocks();
    }
  }

  /** Lets {@code head} stand where its stream stood. */
  void rewind(EntityHead head) {
    Stream stream = streams.get(head.persistenceId);
    head.highest = stream == null ? 0 : stream.head.highest;
    head.last = stream == null ? 0 : stream.order;
  }

  /** Up to which of its events {@link #of} gives those of a stream; 0 for none. */
  long known(EntityHead head) {
    Stream stream = streams.get(head.persistenceId);
    return stream == null || !isInMemory ? 0 : stream.head.highest;
  }

  /** The same as {@link EventStore#of} for the events up to {@link #known}. */
  List<StoredEvent> of(EntityHead head, long from, long to, long most) {
    return known(head) == 0
        ? List.of()
        : blocks.stream(streams.get(head.persistenceId).head.last, from, to, most);
  }

  /** The digest of all that is on record, to which more may be added. */
  JournalDigest digest() {
    return digest;
  }
}
