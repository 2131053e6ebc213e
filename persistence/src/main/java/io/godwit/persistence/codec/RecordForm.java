package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * The components of a record in their order and nothing else, as {@link RecordSerializer} has it.
 */
final class RecordForm<T> implements Form {

  private final RecordShape<T> shape;
  private final List<Form> forms;
  private final List<Method> accessors;

  RecordForm(Class<T> record) {
    shape = new RecordShape<>(record);
    forms = shape.components().stream().map(each -> Form.of(each.getGenericType())).toList();
    accessors = shape.components().stream().map(RecordComponent::getAccessor).toList();
  }

  @Override
  public void write(Output out, Object value) {
    for (int i = 0; i < forms.size(); i++) {
      forms.get(i).write(out, component(value, i));
    }
  }

  private Object component(Object value, int index) {
    try {
      return accessors.get(index).invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(accessors.get(index) + " cannot be read", e);
    }
  }

  @Override
  public T read(Input in) {
    return shape.build(forms.stream().map(form -> form.read(in)).toArray());
  }
}
