package io.godwit.persistence.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** How a record is taken apart and put together: its components and its canonical constructor. */
final class RecordShape<T> {

  private final List<RecordComponent> components;
  private final Constructor<T> constructor;

  RecordShape(Class<T> record) {
    components = List.of(record.getRecordComponents());
    Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      constructor = record.getConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(record + " cannot be built: make the record public", e);
    }
  }

  List<RecordComponent> components() {
    return components;
  }

  /** The record of these components, in their order; throws what its constructor throws. */
  T build(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(constructor + " is closed: make the record public", e);
    }
  }

  private RuntimeException unwrapped(InvocationTargetException thrown) {
    if (thrown.getCause() instanceof RuntimeException refused) {
      return refused;
    } else if (thrown.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(constructor + " threw", thrown);
  }
}
