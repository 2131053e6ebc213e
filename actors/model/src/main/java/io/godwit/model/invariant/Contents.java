package io.godwit.model.invariant;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Contexts of events, field by field. */
final class Contents {

  private Contents() {}

  static Map<ContextField.Key, ContextField> none() {
    return new TreeMap<>();
  }

  static Map<ContextField.Key, ContextField> byKey(Bytes content) {
    return byKey(ContextCodec.decode(content).orElse(List.of()));
  }

  static Map<ContextField.Key, ContextField> byKey(List<ContextField> content) {
    Map<ContextField.Key, ContextField> fields = none();
    content.forEach(field -> fields.put(field.key(), field));
    return fields;
  }
}
