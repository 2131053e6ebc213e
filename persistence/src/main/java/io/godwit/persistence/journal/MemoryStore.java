package io.godwit.persistence.journal;

import java.util.HashMap;
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
  public void afterwards(Runnable work) {
    work.run();
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
    return new ListedEvents(blocks.stream(head.last, from, to, most));
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
