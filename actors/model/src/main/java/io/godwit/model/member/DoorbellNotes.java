package io.godwit.model.member;

import io.godwit.model.context.RingPositions;
import io.godwit.model.option.StopDoorbell;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stopped device notes of doorbells: how many there were, or the available index that came
 * with the last one (NOTIFICATION_DATA). It moves with the context.
 */
final class DoorbellNotes {

  private static final int BYTES = 4;

  private DoorbellNotes() {}

  /** The note once the first queue was rung one more time. */
  static ContextField noted(MemberTask task) {
    boolean index = task.protocol().is(StopDoorbell.CACHE);
    long rung =
        index
            ? task.state().held().queues().positions().get(0).available() + 1
            : value(task.state().fields(), 0) + 1L;
    return new ContextField(
        ContextField.NOTED_DOORBELLS,
        0,
        new FieldWriter(BYTES).u16(0).u16((int) (rung & 0xffff)).bytes());
  }

  private static int value(List<ContextField> fields, int queue) {
    for (ContextField field : fields) {
      if (field.type() == ContextField.NOTED_DOORBELLS && field.instance() == queue) {
        return Short.toUnsignedInt(
            ByteBuffer.wrap(field.value().toArray()).order(ByteOrder.LITTLE_ENDIAN).getShort(2));
      }
    }
    return 0;
  }

  static boolean areIn(List<ContextField> fields) {
    return fields.stream().anyMatch(field -> field.type() == ContextField.NOTED_DOORBELLS);
  }

  /** The rings once a device has looked where its notes say, and no further. */
  static List<RingPositions> followed(
      List<RingPositions> rings, List<ContextField> fields, boolean index) {
    var followed = new ArrayList<RingPositions>();
    for (RingPositions ring : rings) {
      int note = value(fields, ring.queue());
      boolean knows = index ? (ring.available() & 0xffff) == note : note > 0;
      followed.add(areIn(fields) && knows ? ring.looked() : ring);
    }
    return followed;
  }
}
