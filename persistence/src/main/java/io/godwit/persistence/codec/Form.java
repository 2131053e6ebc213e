package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * How the values of one type are written and read back. Beyond what a {@link FieldType} covers,
 * messages hold words, records, choices between records, lists and optional values of all of these.
 */
interface Form {

  void write(Output out, Object value);

  Object read(Input in);

  /** The form of a component's type; throws for a type that has none. */
  static Form of(Type type) {
    if (type instanceof Class<?> plain) {
      return ofClass(plain);
    }
    if (type instanceof ParameterizedType generic) {
      Form content = of(generic.getActualTypeArguments()[0]);
      if (generic.getRawType() == List.class) {
        return new ListForm(content);
      } else if (generic.getRawType() == Optional.class) {
        return new OptionalForm(content);
      }
    }
    throw none(type);
  }

  private static Form ofClass(Class<?> type) {
    Optional<FieldType> field = FieldType.find(type, type);
    if (field.isPresent()) {
      return new FieldForm(field.get());
    } else if (type.isEnum()) {
      return WordForm.of(type);
    } else if (type.isRecord()) {
      return new RecordForm<>(type);
    } else if (type.isSealed()) {
      return new ChoiceForm(type);
    }
    throw none(type);
  }

  private static IllegalArgumentException none(Type type) {
    return new IllegalArgumentException(
        "a message cannot hold '%s': it has no form in bytes; add one to Form"
            .formatted(type.getTypeName()));
  }
}
