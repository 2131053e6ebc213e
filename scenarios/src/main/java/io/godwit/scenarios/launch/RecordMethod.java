package io.godwit.scenarios.launch;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * One of the three methods that every record has, as code in place of what {@link
 * java.lang.runtime.ObjectMethods} puts together when it is called first.
 *
 * @param owner the record
 * @param does what it is in place of
 * @param fields its components: handles that read them
 */
record RecordMethod(Type owner, Method does, List<Handle> fields) {

  private static final Type OBJECTS = Type.getType(Objects.class);
  private static final Type TEXT = Type.getType(StringBuilder.class);
  private static final Type STRING = Type.getType(String.class);
  private static final int FACTOR = 31;

  static RecordMethod of(String called, String type, Object... arguments) {
    List<Handle> fields = Arrays.stream(arguments).skip(2).map(Handle.class::cast).toList();
    return new RecordMethod((Type) arguments[0], new Method(called, type), fields);
  }

  /** Takes the same from the stack, the record first, and is of no use to anybody else. */
  private Method method() {
    return new Method("quick$" + does.getName(), does.getDescriptor());
  }

  void call(MethodVisitor place) {
    place.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        owner.getInternalName(),
        method().getName(),
        method().getDescriptor(),
        false);
  }

  void write(ClassVisitor record) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    var code = new GeneratorAdapter(access, method(), null, null, record);
    code.visitCode();
    switch (does.getName()) {
      case "hashCode" -> writeHash(code);
      case "equals" -> writeEquals(code);
      default -> writeText(code);
    }
    code.returnValue();
    code.endMethod();
  }

  private static Type type(Handle field) {
    return Type.getType(field.getDesc());
  }

  /** The field of the record that is the argument {@code of}. */
  private void load(GeneratorAdapter code, int of, Handle field) {
    code.loadArg(of);
    code.checkCast(owner);
    code.getField(owner, field.getName(), type(field));
  }

  private static Type boxed(Type primitive) {
    return Type.getType(
        switch (primitive.getSort()) {
          case Type.BOOLEAN -> Boolean.class;
          case Type.CHAR -> Character.class;
          case Type.BYTE -> Byte.class;
          case Type.SHORT -> Short.class;
          case Type.INT -> Integer.class;
          case Type.FLOAT -> Float.class;
          case Type.LONG -> Long.class;
          default -> Double.class;
        });
  }

  private void writeHash(GeneratorAdapter code) {
    code.push(0);
    for (Handle field : fields) {
      code.push(FACTOR);
      code.math(GeneratorAdapter.MUL, Type.INT_TYPE);
      load(code, 0, field);
      Type type = type(field);
      if (Conversion.isPrimitive(type)) {
        code.invokeStatic(boxed(type), new Method("hashCode", Type.INT_TYPE, new Type[] {type}));
      } else {
        code.invokeStatic(OBJECTS, Method.getMethod("int hashCode(Object)"));
      }
      code.math(GeneratorAdapter.ADD, Type.INT_TYPE);
    }
  }

  private void writeEquals(GeneratorAdapter code) {
    var differs = code.newLabel();
    code.loadArg(1);
    code.instanceOf(owner);
    code.ifZCmp(GeneratorAdapter.EQ, differs);
    for (Handle field : fields) {
      load(code, 0, field);
      load(code, 1, field);
      Type type = type(field);
      if (Conversion.isPrimitive(type)) {
        Type[] both = {type, type};
        code.invokeStatic(boxed(type), new Method("compare", Type.INT_TYPE, both));
        code.ifZCmp(GeneratorAdapter.NE, differs);
      } else {
        code.invokeStatic(OBJECTS, Method.getMethod("boolean equals(Object, Object)"));
        code.ifZCmp(GeneratorAdapter.EQ, differs);
      }
    }
    code.push(true);
    code.returnValue();
    code.mark(differs);
    Object[] arguments = {owner.getInternalName(), "java/lang/Object"};
    code.visitFrame(Opcodes.F_NEW, arguments.length, arguments, 0, new Object[0]);
    code.push(false);
  }

  private void writeText(GeneratorAdapter code) {
    code.newInstance(TEXT);
    code.dup();
    code.invokeConstructor(TEXT, Method.getMethod("void <init>()"));
    code.push(owner);
    code.invokeVirtual(Type.getType(Class.class), Method.getMethod("String getSimpleName()"));
    append(code, STRING);
    String before = "[";
    for (Handle field : fields) {
      code.push(before + field.getName() + "=");
      append(code, STRING);
      load(code, 0, field);
      append(code, shown(type(field)));
      before = ", ";
    }
    code.push(fields.isEmpty() ? "[]" : "]");
    append(code, STRING);
    code.invokeVirtual(TEXT, Method.getMethod("String toString()"));
  }

  /** As what a value is appended to a text. */
  private static Type shown(Type type) {
    return switch (type.getSort()) {
      case Type.BYTE, Type.SHORT -> Type.INT_TYPE;
      case Type.ARRAY, Type.OBJECT -> Type.getType(Object.class);
      default -> type;
    };
  }

  private static void append(GeneratorAdapter code, Type type) {
    code.invokeVirtual(TEXT, new Method("append", TEXT, new Type[] {type}));
  }
}
