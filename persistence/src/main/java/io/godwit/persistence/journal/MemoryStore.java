package io.godwit.persistence.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps the encoded events in memory, for runs that are thrown away. */
final class MemoryStore implements EventStore {

  private final Map<String, EntityHead> heads = new HashMap<>();
  private final MemoryBlocks blocks = new MemoryBlocks();
  private final SortedMap<String, String> info = new TreeMap<>();
  private final JournalDigest digest = new JournalDigest();
  private long count;
  private boolean sealed;
  private Optional<StoredEvent> last = Optional.empty();

  @Override
  public String name() {
    return "the journal in memory";
  }

  @Override
  public Map<String, EntityHead> heads() {
    return heads;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public void append(EntityHead head, StoredEvent event) {
    if (sealed) {
      info.keySet().removeAll(Seal.KEYS);
      sealed = false;
    }
    head.last = blocks.add(head, event);
    digest.add(event);
    last = Optional.of(event);
    count++;
  }

  @Override
  public void endOfWrite() {
    // what is appended is kept
  }

  @Override
  public void endOfBatch() {
    // memory is as durable as it gets
  }

  @Override
  public void deleted(EntityHead head) {
    // the head itself remembers
  }

  @Override
  public void flush() {
    // what is appended can be read
  }

  @Override
  public void afterwards(Afterwards work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new JournalFailedException("the journal in memory", e.toString(), "run again", e);
    }
  }

  @Override
  public StoredEvents all() {
    return blocks.snapshot().first(count);
  }

  @Override
  public Optional<StoredEvent> last() {
    return last;
  }

  @Override
  public StoredEvents of(EntityHead head, long from, long to, long most) {
    MemoryBlocks.Row row = blocks.row();
    Deque<Long> positions = new ArrayDeque<>();
    for (long at = head.last; at != 0; at = row.previous()) {
      row.read(at);
      if (row.sequence() < from) {
        break;
      }
      if (row.sequence() <= to) {
        positions.push(at);
      }
    }
    List<StoredEvent> events = new ArrayList<>();
    while (!positions.isEmpty() && events.size() < most) {
      row.read(positions.pop());
      events.add(row.event());
    }
    return new ListedEvents(events);
  }

  @Override
  public String digest() {
    return digest.hex();
  }

  @Override
  public SortedMap<String, String> info() {
    return new TreeMap<>(info);
  }

  @Override
  public void putInfo(Map<String, String> facts) {
    info.putAll(facts);
    sealed = Seal.in(info).isPresent();
  }

  @Override
  public Optional<JournalFailedException> failure() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // stays readable; the garbage collector takes it with the session
  }
}
