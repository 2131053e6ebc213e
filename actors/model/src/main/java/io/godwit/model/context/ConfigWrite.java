package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.List;

/** A write into a device's configuration space. */
public final class ConfigWrite {

  private ConfigWrite() {}

  /** The fields that a write of {@code value} at {@code offset} changes. */
  public static List<ContextField> changes(List<ContextField> fields, int offset, Bytes value) {
    return fields.stream()
        .filter(field -> field.type() == ContextField.DEVICE_CONFIG)
        .map(field -> field.with(over(field.value(), offset, value)))
        .toList();
  }

  /** A value with other bytes from an offset on; what is longer is cut off. */
  public static Bytes over(Bytes value, int offset, Bytes other) {
    byte[] bytes = value.toArray();
    for (int i = 0; i < other.size() && offset + i < bytes.length; i++) {
      bytes[offset + i] = other.at(i);
    }
    return Bytes.copyOf(bytes);
  }
}
