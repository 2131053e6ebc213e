package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;

/**
 * Writes a record as its components in their order and nothing else: no names, no tags, no lengths.
 * Which record it is, and in which version, is the manifest's business; that is why any change of a
 * record needs a new manifest. Kryo's own record serializer would accept a dropped component
 * silently.
 */
final class RecordSerializer<T> extends Serializer<T> {

  private final RecordShape<T> shape;
  private final EventField[] fields;

  RecordSerializer(Class<T> record) {
    super(false, true);
    shape = new RecordShape<>(record);
    fields = shape.components().stream().map(EventField::new).toArray(EventField[]::new);
  }

  List<EventField> fields() {
    return List.of(fields);
  }

  @Override
  public void write(Kryo kryo, Output out, T value) {
    for (EventField field : fields) {
      field.type().write(out, field.of(value));
    }
  }

  @Override
  public T read(Kryo kryo, Input in, Class<? extends T> type) {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = fields[i].type().read(in);
    }
    return shape.build(values);
  }
}
