package io.godwit.persistence.codec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** One component of an event's record: what it is called, its type, and how to get it. */
public final class EventField {

  private final String name;
  private final FieldType type;
  private final Method accessor;

  EventField(RecordComponent component) {
    name = component.getName();
    type = FieldType.of(component);
    accessor = component.getAccessor();
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
      return accessor.invoke(event);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(accessor + " is closed: make its record public", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the accessor of " + name + " threw", e);
    }
  }
}
