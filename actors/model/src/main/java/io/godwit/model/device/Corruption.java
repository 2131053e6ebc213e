package io.godwit.model.device;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;

/** A context damaged on its way: one bit of the last byte of its first field. */
final class Corruption {

  private Corruption() {}

  static List<ContextField> of(List<ContextField> fields) {
    var damaged = new ArrayList<>(fields);
    ContextField first = fields.get(0);
    byte[] value = first.value().toArray();
    if (value.length > 0) {
      value[value.length - 1] ^= 1;
    }
    damaged.set(0, first.with(Bytes.copyOf(value)));
    return damaged;
  }
}
