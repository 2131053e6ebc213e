package io.godwit.persistence.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** How a record is taken apart and put together: its components and its canonical constructor. */
final class RecordShape<T> {

  private static final MethodType FROM_ALL = MethodType.methodType(Object.class, Object[].class);

  private final Class<T> record;
  private final List<RecordComponent> components;
  private final MethodHandle constructor;

  RecordShape(Class<T> record) {
    this.record = record;
    components = List.of(record.getRecordComponents());
    Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      constructor =
          MethodHandles.publicLookup()
              .findConstructor(record, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(FROM_ALL);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(record + " cannot be built: make the record public", e);
    }
  }

  List<RecordComponent> components() {
    return components;
  }

  /** The record of these components, in their order; throws what its constructor throws. */
  T build(Object[] values) {
    try {
      return record.cast((Object) constructor.invokeExact(values));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of " + record + " threw", e);
    }
  }
}
