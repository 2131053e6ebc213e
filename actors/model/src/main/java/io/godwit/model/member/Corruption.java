package io.godwit.model.member;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A context damaged on its way: one bit of the last byte of its longest field, which a bit that
 * turns over by chance most likely is in.
 */
final class Corruption {

  private Corruption() {}

  static List<ContextField> of(List<ContextField> fields) {
    var damaged = new ArrayList<>(fields);
    ContextField longest =
        Collections.max(fields, Comparator.comparingInt(field -> field.value().size()));
    byte[] value = longest.value().toArray();
    if (value.length > 0) {
      value[value.length - 1] ^= 1;
    }
    damaged.set(fields.indexOf(longest), longest.with(Bytes.copyOf(value)));
    return damaged;
  }
}
