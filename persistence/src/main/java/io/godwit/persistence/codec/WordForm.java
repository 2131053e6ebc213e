package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A constant of an enum as its stable word, never its name or place.
 *
 * @param words of all constants
 */
record WordForm(Class<?> type, Map<String, Object> words) implements Form {

  /** The form of an enum whose constants have a {@code word()}. */
  static WordForm of(Class<?> type) {
    Map<String, Object> words = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      if (words.put(word(constant), constant) != null) {
        throw new IllegalArgumentException(
            "two constants of %s have the word '%s'"
                .formatted(type.getSimpleName(), word(constant)));
      }
    }
    return new WordForm(type, words);
  }

  private static String word(Object constant) {
    Class<?> type = ((Enum<?>) constant).getDeclaringClass();
    try {
      Method word = type.getMethod("word");
      return (String) word.invoke(constant);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          type.getSimpleName()
              + " has no public word(): a message that holds it has no stable form",
          e);
    }
  }

  @Override
  public void write(Output out, Object value) {
    FieldType.TEXT.write(out, word(value));
  }

  @Override
  public Object read(Input in) {
    String word = (String) FieldType.TEXT.read(in);
    Object constant = words.get(word);
    if (constant == null) {
      throw new KryoException("'%s' is no %s".formatted(word, type.getSimpleName()));
    }
    return constant;
  }
}
