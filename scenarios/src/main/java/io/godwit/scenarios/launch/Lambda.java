package io.godwit.scenarios.launch;

import java.lang.invoke.LambdaMetafactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * A class for one place where a lambda is made, in place of the one that {@link LambdaMetafactory}
 * makes when it is come to first; it follows the rules that are written there.
 *
 * @param name of the class
 * @param made as what it is made, the interface first
 * @param captured what the lambda takes along
 * @param method that it answers to
 * @param answered the types with which that may be called, the erased one first
 * @param precise what is known of those types
 * @param body what it does
 */
record Lambda(
    String name,
    List<Type> made,
    List<Type> captured,
    String method,
    Set<Type> answered,
    Type precise,
    Handle body) {

  private static final Type OBJECT = Type.getType(Object.class);
  private static final String FACTORY = "made";
  private static final String ONLY = "ONLY";

  /** Whether its body is one that a class of the same nest may call as any other. */
  static boolean isPlain(String owner, Object... arguments) {
    Handle body = (Handle) arguments[1];
    return body.getTag() != Opcodes.H_INVOKESPECIAL || body.getOwner().equals(owner);
  }

  /** The lambda at a place that is linked with these arguments. */
  static Lambda of(String name, String method, String type, Handle linker, Object... arguments) {
    var made = new ArrayList<>(List.of(Type.getReturnType(type)));
    var answered = new LinkedHashSet<>(List.of((Type) arguments[0]));
    if (linker.getName().equals("altMetafactory")) {
      addAlternatives(made, answered, arguments);
    }
    return new Lambda(
        name,
        made,
        List.of(Type.getArgumentTypes(type)),
        method,
        answered,
        (Type) arguments[2],
        (Handle) arguments[1]);
  }

  /** What the longer form of the metafactory adds: flags, and as they say interfaces and types. */
  private static void addAlternatives(List<Type> made, Set<Type> answered, Object... arguments) {
    int flags = (Integer) arguments[3];
    int next = 4;
    if ((flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0) {
      made.add(Type.getType(java.io.Serializable.class));
    }
    if ((flags & LambdaMetafactory.FLAG_MARKERS) != 0) {
      int count = (Integer) arguments[next++];
      for (int i = 0; i < count; i++) {
        made.add((Type) arguments[next++]);
      }
    }
    if ((flags & LambdaMetafactory.FLAG_BRIDGES) != 0) {
      int count = (Integer) arguments[next++];
      for (int i = 0; i < count; i++) {
        answered.add((Type) arguments[next++]);
      }
    }
  }

  private Type self() {
    return Type.getObjectType(name);
  }

  private Method constructor() {
    return new Method("<init>", Type.VOID_TYPE, captured.toArray(new Type[0]));
  }

  private Method factory() {
    return new Method(FACTORY, self(), captured.toArray(new Type[0]));
  }

  /** Makes one of what is on the stack; there is only one of a lambda that takes nothing along. */
  void make(MethodVisitor place) {
    if (captured.isEmpty()) {
      place.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, self().getDescriptor());
    } else {
      place.visitMethodInsn(Opcodes.INVOKESTATIC, name, FACTORY, factory().getDescriptor(), false);
    }
  }

  /** The class, in the nest of {@code nestHost}. */
  byte[] bytes(String nestHost) {
    var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V11,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        OBJECT.getInternalName(),
        made.stream().map(Type::getInternalName).distinct().toArray(String[]::new));
    writer.visitNestHost(nestHost);
    writeFields(writer);
    writeMaking(writer);
    answered.forEach(type -> writeAnswer(writer, type));
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static String field(int captured) {
    return "captured" + captured;
  }

  private void writeFields(ClassWriter writer) {
    for (int i = 0; i < captured.size(); i++) {
      String type = captured.get(i).getDescriptor();
      writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, field(i), type, null, null);
    }
    if (captured.isEmpty()) {
      String type = self().getDescriptor();
      writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, type, null, null);
    }
  }

  private void writeMaking(ClassWriter writer) {
    var code = new GeneratorAdapter(0, constructor(), null, null, writer);
    code.loadThis();
    code.invokeConstructor(OBJECT, new Method("<init>", "()V"));
    for (int i = 0; i < captured.size(); i++) {
      code.loadThis();
      code.loadArg(i);
      code.putField(self(), field(i), captured.get(i));
    }
    code.returnValue();
    code.endMethod();
    Method method = captured.isEmpty() ? new Method("<clinit>", "()V") : factory();
    code = new GeneratorAdapter(Opcodes.ACC_STATIC, method, null, null, writer);
    code.newInstance(self());
    code.dup();
    code.loadArgs();
    code.invokeConstructor(self(), constructor());
    if (captured.isEmpty()) {
      code.putStatic(self(), ONLY, self());
    }
    code.returnValue();
    code.endMethod();
  }

  private void writeAnswer(ClassWriter writer, Type called) {
    var answer = new Method(method, called.getDescriptor());
    var code = new GeneratorAdapter(Opcodes.ACC_PUBLIC, answer, null, null, writer);
    boolean isNew = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    Type owner = Type.getObjectType(body.getOwner());
    if (isNew) {
      code.newInstance(owner);
      code.dup();
    }
    List<Type> wanted = new ArrayList<>();
    if (!isNew && body.getTag() != Opcodes.H_INVOKESTATIC) {
      wanted.add(owner);
    }
    wanted.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
    for (int i = 0; i < captured.size(); i++) {
      code.loadThis();
      code.getField(self(), field(i), captured.get(i));
      new Conversion(captured.get(i), captured.get(i), wanted.get(i)).write(code);
    }
    for (int i = 0; i < called.getArgumentTypes().length; i++) {
      code.loadArg(i);
      new Conversion(
              called.getArgumentTypes()[i],
              precise.getArgumentTypes()[i],
              wanted.get(captured.size() + i))
          .write(code);
    }
    callBody(code);
    Type found = isNew ? owner : Type.getReturnType(body.getDesc());
    new Conversion(found, found, known(called.getReturnType())).write(code);
    code.returnValue();
    code.endMethod();
  }

  /** A result is of the precise type wherever that says more than the erased one. */
  private Type known(Type erased) {
    return Conversion.isPrimitive(erased) ? erased : precise.getReturnType();
  }

  private void callBody(MethodVisitor code) {
    int how =
        switch (body.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    code.visitMethodInsn(how, body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
  }
}
