package io.godwit.scenarios.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * One class as the JVM can share it once it was loaded, doing what it did before. Lambdas, of which
 * serializable ones are never shared and the others are linked one by one, become classes; what a
 * record says of itself becomes code; a class of the time before Java 6, which is not shared at
 * all, says what types it has where, as later ones do; and what only debuggers and Scala's compiler
 * want to know is left out, but for the numbers of lines.
 */
final class QuickClass {

  /** The oldest that must say what types it has where. */
  private static final int WITH_FRAMES = Opcodes.V1_7;

  /** The oldest in which classes of one nest see what is private to each other. */
  private static final int NESTED = Opcodes.V11;

  private static final String SCALA = "Lscala/reflect/Scala";
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";

  private final byte[] bytes;
  private final NavigableMap<String, byte[]> made;
  private final String nestHost;

  private QuickClass(byte[] bytes, NavigableMap<String, byte[]> made, String nestHost) {
    this.bytes = bytes;
    this.made = made;
    this.nestHost = nestHost;
  }

  /** {@code isThere} tells of other classes, by name, whether they can be changed as well. */
  static QuickClass of(byte[] bytes, Predicate<String> isThere) {
    var reader = new ClassReader(bytes);
    if (version(reader) < WITH_FRAMES) {
      return asIs(reader, withFrames(reader, bytes));
    }
    var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    var change = new Change(writer);
    reader.accept(change, 0);
    return isThere.test(change.nestHost)
        ? new QuickClass(writer.toByteArray(), change.made, change.nestHost)
        : asIs(reader, bytes);
  }

  private static QuickClass asIs(ClassReader reader, byte[] bytes) {
    return new QuickClass(bytes, new TreeMap<>(), reader.getClassName());
  }

  private static int version(ClassReader reader) {
    return reader.readUnsignedShort(6);
  }

  /** The class itself where a class that it mentions is nowhere: it goes on as it did. */
  private static byte[] withFrames(ClassReader reader, byte[] bytes) {
    var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    try {
      reader.accept(new Newer(writer, Opcodes.V1_8), ClassReader.SKIP_FRAMES);
      return writer.toByteArray();
    } catch (TypeNotPresentException | UnsupportedOperationException unknown) {
      return bytes;
    }
  }

  /** The class itself, which belongs to who asks. */
  byte[] bytes() {
    return bytes;
  }

  /** The classes that it needs for that, by name; members of its nest. */
  NavigableMap<String, byte[]> made() {
    return made;
  }

  /** The name of the class that must say so. */
  String nestHost() {
    return nestHost;
  }

  /** The class {@code bytes} with these in its nest. */
  static byte[] withMembers(byte[] bytes, List<String> made) {
    var reader = new ClassReader(bytes);
    var writer = new ClassWriter(reader, 0);
    reader.accept(
        new Newer(writer, NESTED) {
          @Override
          public void visitEnd() {
            made.forEach(this::visitNestMember);
            super.visitEnd();
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Lets a class be of a version at least. */
  private static class Newer extends ClassVisitor {
    private final int least;

    Newer(ClassVisitor next, int least) {
      super(Opcodes.ASM9, next);
      this.least = least;
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      super.visit(Math.max(version & 0xffff, least), access, name, generic, parent, interfaces);
    }
  }

  /** What becomes of lambdas and records. */
  private static final class Change extends Newer {
    private final NavigableMap<String, byte[]> made = new TreeMap<>();
    private final List<RecordMethod> methods = new ArrayList<>();
    private String name = "";
    private String nestHost = "";

    private Change(ClassWriter writer) {
      super(writer, NESTED);
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      this.name = name;
      nestHost = name;
      super.visit(version, access, name, generic, parent, interfaces);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean isVisible) {
      return type.startsWith(SCALA) ? null : super.visitAnnotation(type, isVisible);
    }

    @Override
    public void visitAttribute(Attribute unknown) {}

    @Override
    public void visitNestHost(String host) {
      nestHost = host;
      super.visitNestHost(host);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String generic, String[] thrown) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, method, descriptor, generic, thrown)) {
        @Override
        public void visitLocalVariable(
            String variable, String type, String generic, Label from, Label until, int index) {}

        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle linker, Object... arguments) {
          if (linker.getOwner().equals(LAMBDAS) && Lambda.isPlain(name, arguments)) {
            var lambda = Lambda.of(name + "$$Quick" + made.size(), called, type, linker, arguments);
            made.put(lambda.name(), lambda.bytes(nestHost));
            lambda.make(this);
          } else if (linker.getOwner().equals(RECORDS)) {
            var instead = RecordMethod.of(called, type, arguments);
            methods.add(instead);
            instead.call(this);
          } else {
            super.visitInvokeDynamicInsn(called, type, linker, arguments);
          }
        }
      };
    }

    @Override
    public void visitEnd() {
      methods.forEach(method -> method.write(cv));
      super.visitEnd();
    }
  }
}
