package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a record as its components in their order and nothing else: no names, no tags, no lengths.
 * Which record it is, and in which version, is the manifest's business; that is why any change of a
 * record needs a new manifest. Kryo's own record serializer would accept a dropped component
 * silently.
 */
final class RecordSerializer<T> extends Serializer<T> {

  private static final MethodType ANY = MethodType.methodType(Object.class, Object[].class);

  private final Class<T> record;
  private final EventField[] fields;
  private final MethodHandle constructor;

  RecordSerializer(Class<T> record) {
    super(false, true);
    this.record = record;
    RecordComponent[] components = record.getRecordComponents();
    fields = Arrays.stream(components).map(EventField::new).toArray(EventField[]::new);
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      constructor =
          MethodHandles.publicLookup()
              .findConstructor(record, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(ANY);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(record + " cannot be built: make the record public", e);
    }
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
    try {
      return record.cast((Object) constructor.invokeExact(values));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of " + record + " threw", e);
    }
  }
}
