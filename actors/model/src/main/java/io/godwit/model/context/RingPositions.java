package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the requests of a queue stand, each a count since its guest took the device into use: those
 * from one position to another are a range. Positions before the run are negative.
 *
 * @param queue from 0
 * @param available that the guest has put into the ring
 * @param fetched that the device has taken out of it
 * @param completed that are done
 * @param used of which the guest has been told: what lies in its memory
 * @param empty completed without having done anything: of length zero
 */
public record RingPositions(
    int queue, long available, long fetched, long completed, long used, long empty) {

  private static final int BYTES = 2 * Integer.BYTES + 5 * Long.BYTES;

  static RingPositions none(int queue) {
    return new RingPositions(queue, 0, 0, 0, 0, 0);
  }

  /** Requests that nobody has taken out of the ring. */
  public long waiting() {
    return available - fetched;
  }

  /** Whether every request that the guest has put there is done and told of. */
  public boolean isIdle() {
    return used == available && fetched == available;
  }

  /** One more request, of which the device has not heard. */
  public RingPositions put() {
    return new RingPositions(queue, available + 1, fetched, completed, used, empty);
  }

  /** The device looks at the ring, and takes all that is there. */
  public RingPositions looked() {
    return new RingPositions(queue, available, available, completed, used, empty);
  }

  /** All that was fetched is done. */
  RingPositions drained() {
    return new RingPositions(queue, available, fetched, fetched, fetched, empty);
  }

  private boolean equalsBut(RingPositions other) {
    return equals(other.at(queue));
  }

  private RingPositions at(int other) {
    return new RingPositions(other, available, fetched, completed, used, empty);
  }

  /** Queues in a row that stand alike are written once: le32 first, le32 how many, five le64. */
  public static Bytes encode(List<RingPositions> positions) {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES * positions.size());
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    int from = 0;
    while (from < positions.size()) {
      RingPositions first = positions.get(from);
      int to = from + 1;
      while (to < positions.size() && first.equalsBut(positions.get(to))) {
        to++;
      }
      buffer.putInt(first.queue).putInt(to - from);
      buffer.putLong(first.available).putLong(first.fetched).putLong(first.completed);
      buffer.putLong(first.used).putLong(first.empty);
      from = to;
    }
    byte[] written = new byte[buffer.position()];
    buffer.rewind().get(written);
    return Bytes.copyOf(written);
  }

  public static List<RingPositions> decode(Bytes content) {
    ByteBuffer buffer = ByteBuffer.wrap(content.toArray()).order(ByteOrder.LITTLE_ENDIAN);
    var positions = new ArrayList<RingPositions>();
    while (buffer.remaining() >= BYTES) {
      int first = buffer.getInt();
      int count = buffer.getInt();
      var one =
          new RingPositions(
              first,
              buffer.getLong(),
              buffer.getLong(),
              buffer.getLong(),
              buffer.getLong(),
              buffer.getLong());
      for (int queue = first; queue < first + count; queue++) {
        positions.add(one.at(queue));
      }
    }
    return positions;
  }
}
