package io.godwit.model.context;

import io.godwit.model.option.PartCheck;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A checksum over the fields of an answer that goes with them, as one more field. */
public final class Digest {

  private Digest() {}

  /** The same fields, with their checksum where a protocol has one. */
  public static List<ContextField> asIn(Protocol protocol, List<ContextField> fields) {
    return isIn(protocol) ? with(fields) : fields;
  }

  public static boolean isIn(Protocol protocol) {
    return protocol.is(PartCheck.DIGEST);
  }

  public static List<ContextField> with(List<ContextField> fields) {
    if (fields.isEmpty()) {
      return fields;
    }
    var more = new ArrayList<>(fields);
    more.add(of(fields));
    more.sort(null);
    return List.copyOf(more);
  }

  public static List<ContextField> without(List<ContextField> fields) {
    return fields.stream().filter(field -> field.type() != ContextField.DIGEST).toList();
  }

  /** Whether it is there, and is that of the others. */
  public static boolean isRight(List<ContextField> fields) {
    return fields.contains(of(without(fields)));
  }

  private static ContextField of(List<ContextField> fields) {
    var crc = new CRC32();
    crc.update(ContextCodec.encode(fields).toArray());
    return new ContextField(
        ContextField.DIGEST, 0, new FieldWriter(Integer.BYTES).u32(crc.getValue()).bytes());
  }
}
