package io.godwit.scenarios.launch;

import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * How a value of one type becomes one of another between a lambda's interface and its body.
 *
 * @param from its type on the stack
 * @param precise what else is known of it
 * @param to the type that is wanted
 */
record Conversion(Type from, Type precise, Type to) {

  private static final Type CHARACTER = Type.getType(Character.class);

  static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  void write(GeneratorAdapter code) {
    if (to.equals(Type.VOID_TYPE)) {
      drop(code);
    } else if (isPrimitive(from) && isPrimitive(to)) {
      code.cast(from, to);
    } else if (isPrimitive(from)) {
      code.valueOf(from);
    } else if (!isPrimitive(to)) {
      castUnlessEqual(code);
    } else if (precise.equals(CHARACTER)) {
      code.unbox(Type.CHAR_TYPE);
      code.cast(Type.CHAR_TYPE, to);
    } else {
      code.unbox(to);
    }
  }

  private void castUnlessEqual(GeneratorAdapter code) {
    if (!from.equals(to)) {
      code.checkCast(to);
    }
  }

  private void drop(GeneratorAdapter code) {
    if (from.getSize() == 2) {
      code.pop2();
    } else if (from.getSize() == 1) {
      code.pop();
    }
  }
}
