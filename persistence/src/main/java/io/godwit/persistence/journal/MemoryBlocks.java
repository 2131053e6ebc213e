package io.godwit.persistence.journal;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows of events in big arrays: about 25 bytes a row beside the event's body, and no object. A
 * position is the number of the block, from 1, and the offset in it.
 */
final class MemoryBlocks {

  /** Big enough to make blocks rare, small enough not to weigh on a test's many small systems. */
  private static final int BLOCK = 1 << 18;

  private final List<byte[]> blocks;
  private final List<String> names;
  private final Map<Integer, String> manifests;
  private final Map<Long, Envelope> envelopes;
  private final Output header = new Output(128);
  private int filled = BLOCK;

  MemoryBlocks() {
    this(
        new ArrayList<>(), new ArrayList<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  private MemoryBlocks(
      List<byte[]> blocks,
      List<String> names,
      Map<Integer, String> manifests,
      Map<Long, Envelope> envelopes) {
    this.blocks = blocks;
    this.names = names;
    this.manifests = manifests;
    this.envelopes = envelopes;
  }

  /** What is here now, for a reader that goes on while more is written; shares the arrays. */
  MemoryBlocks snapshot() {
    return new MemoryBlocks(new ArrayList<>(blocks), new ArrayList<>(names), manifests, envelopes);
  }

  /** Writes one row, with the position of the row before it in its stream; returns its own. */
  long add(EntityHead head, StoredEvent event) {
    EncodedEvent content = event.content();
    if (head.number > names.size()) {
      names.add(head.persistenceId);
    }
    header.reset();
    header.writeVarLong(event.order(), true);
    header.writeVarLong(head.last, true);
    header.writeVarInt(head.number, true);
    header.writeVarLong(event.sequence(), true);
    header.writeVarLong(content.atNanos(), true);
    header.writeVarLong(content.step(), true);
    header.writeVarInt(content.kind(), true);
    header.writeVarInt(content.payload().length, true);
    if (!content.envelope().equals(Envelope.NONE)) {
      envelopes.put(event.order(), content.envelope());
    }
    manifests.putIfAbsent(content.kind(), content.manifest());
    return place(content.payload());
  }

  private long place(byte[] payload) {
    int length = header.position() + payload.length;
    if (filled + length > BLOCK) {
      blocks.add(new byte[Math.max(BLOCK, length)]);
      filled = 0;
    }
    byte[] block = blocks.get(blocks.size() - 1);
    System.arraycopy(header.getBuffer(), 0, block, filled, header.position());
    System.arraycopy(payload, 0, block, filled + header.position(), payload.length);
    long position = position(blocks.size(), filled);
    filled += length;
    return position;
  }

  private static long position(int block, int offset) {
    return ((long) block << 32) | offset;
  }

  /** Bytes that are taken. */
  long size() {
    return (long) blocks.size() * BLOCK;
  }

  /**
   * Events {@code from} to {@code to} of the stream whose last is at {@code position}, {@code most}
   * of them at most.
   */
  List<StoredEvent> stream(long position, long from, long to, long most) {
    var row = new Row();
    Deque<Long> positions = new ArrayDeque<>();
    for (long at = position; at != 0; at = row.previous()) {
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
    return events;
  }

  /** The first {@code count} rows in their order. */
  StoredEvents first(long count) {
    return new Scan(count);
  }

  /** A cursor on one row. */
  private final class Row {
    private final Input in = new Input();
    private long order;
    private long previous;
    private int entity;
    private long sequence;
    private long at;
    private long step;
    private int kind;
    private int length;

    void read(long position) {
      byte[] block = blocks.get((int) (position >>> 32) - 1);
      int offset = (int) position;
      in.setBuffer(block, offset, block.length - offset);
      order = in.readVarLong(true);
      previous = in.readVarLong(true);
      entity = in.readVarInt(true);
      sequence = in.readVarLong(true);
      at = in.readVarLong(true);
      step = in.readVarLong(true);
      kind = in.readVarInt(true);
      length = in.readVarInt(true);
    }

    long previous() {
      return previous;
    }

    long sequence() {
      return sequence;
    }

    /** The event of the row; leaves the cursor behind it. */
    StoredEvent event() {
      byte[] payload = in.readBytes(length);
      Envelope envelope = envelopes.getOrDefault(order, Envelope.NONE);
      EncodedEvent content =
          kind == EncodedEvent.FOREIGN
              ? EncodedEvent.foreign(payload, envelope)
              : new EncodedEvent(kind, manifests.get(kind), at, step, payload, envelope);
      return new StoredEvent(order, names.get(entity - 1), sequence, content);
    }
  }

  private final class Scan implements StoredEvents {
    private final Row row = new Row();
    private final long end;
    private long read;
    private int block = 1;
    private int offset;

    private Scan(long end) {
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return read < end;
    }

    @Override
    public StoredEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all " + end + " events were read");
      }
      if (blockEnds()) {
        block++;
        offset = 0;
      }
      row.read(position(block, offset));
      StoredEvent event = row.event();
      offset = row.in.position();
      read++;
      return event;
    }

    /** A row begins with its order, never 0; so a 0 is what was left free in a block. */
    private boolean blockEnds() {
      byte[] content = blocks.get(block - 1);
      return offset >= content.length || content[offset] == 0;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
