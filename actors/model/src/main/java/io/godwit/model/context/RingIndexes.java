package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a context says of a queue's ring. Indexes are as in the context: of 16 bits, or of a packed
 * ring.
 *
 * @param queue from 0
 * @param fetched the index that the device looks at next
 * @param used the index that it tells its guest of next
 * @param listed how many requests in between it lists as in flight or as done
 */
public record RingIndexes(int queue, int fetched, int used, int listed) {

  /** Fewer are ever open; packed rings wrap at their size, split ones at a multiple of it. */
  private static final int MODULUS = Rings.QUEUE_SIZE;

  /** By queue; none for contexts that have no such fields. */
  public static List<RingIndexes> of(Bytes content) {
    var queues = new ArrayList<RingIndexes>();
    Map<Integer, Integer> listed = new TreeMap<>();
    List<ContextField> fields = ContextCodec.decode(content).orElse(List.of());
    for (ContextField field : fields) {
      if (field.type() == ContextField.IN_FLIGHT || field.type() == ContextField.COMPLETED) {
        listed.merge(field.instance(), u16(field, 2), Integer::sum);
      }
    }
    for (ContextField field : fields) {
      if (field.type() == ContextField.QUEUE_RUN_STATE && field.value().size() >= 6) {
        queues.add(
            new RingIndexes(
                field.instance(),
                u16(field, 2),
                u16(field, 4),
                listed.getOrDefault(field.instance(), 0)));
      }
    }
    return List.copyOf(queues);
  }

  private static int u16(ContextField field, int offset) {
    return field.value().size() < offset + 2
        ? 0
        : Short.toUnsignedInt(
            ByteBuffer.wrap(field.value().toArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort(offset));
  }

  /** Requests that were fetched, of which the guest has not been told, and which are in no list. */
  public int missing() {
    return Math.floorMod(fetched - used - listed, MODULUS);
  }

  /** Whether both tell their guest of the same requests next. */
  public static boolean sameUsed(List<RingIndexes> one, List<RingIndexes> other) {
    return one.stream()
        .map(RingIndexes::used)
        .toList()
        .equals(other.stream().map(RingIndexes::used).toList());
  }
}
