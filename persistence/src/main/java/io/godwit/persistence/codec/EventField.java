package io.godwit.persistence.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;

/** One component of an event's record: what it is called, its type, and how to get it. */
public final class EventField {

  private static final MethodType ANY = MethodType.methodType(Object.class, Object.class);

  private final String name;
  private final FieldType type;
  private final MethodHandle accessor;

  EventField(RecordComponent component) {
    name = component.getName();
    type = FieldType.of(component);
    try {
      accessor = MethodHandles.publicLookup().unreflect(component.getAccessor()).asType(ANY);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(component + " cannot be read: make its record public", e);
    }
  }

  public String name() {
    return name;
  }

  public FieldType type() {
    return type;
  }

  /** This component of {@code event}, boxed. */
  public Object of(Object event) {
    try {
      return (Object) accessor.invokeExact(event);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the accessor of " + name + " threw", e);
    }
  }
}
