package io.godwit.scenarios.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuickClassesTest {

  private static final String KINDS = LambdaKinds.class.getName();

  /** Finds these classes before all others of their names. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    private Loader(Map<String, byte[]> classes) {
      super(QuickClassesTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] bytes = classes.get(name.replace('.', '/'));
      if (bytes == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? defineClass(name, bytes, 0, bytes.length) : known;
      }
    }
  }

  private static NavigableMap<String, byte[]> kinds() throws IOException {
    var classes = new TreeMap<String, byte[]>();
    var folder = new File(LambdaKinds.class.getResource(".").getPath());
    for (File file : folder.listFiles((in, name) -> name.startsWith("LambdaKinds"))) {
      String name = "io/godwit/scenarios/launch/" + file.getName().replace(".class", "");
      classes.put(name, Files.readAllBytes(file.toPath()));
    }
    return classes;
  }

  @Test
  void should_do_the_same_without_being_linked_first() throws Exception {
    NavigableMap<String, byte[]> classes = kinds();

    NavigableMap<String, byte[]> quick = QuickClasses.quick(classes, classes.keySet());

    assertThat(classes.keySet()).hasSize(8);
    quick.values().forEach(QuickClassesTest::assertLinksNothing);
    Supplier<?> made =
        (Supplier<?>) new Loader(quick).loadClass(KINDS).getDeclaredConstructor().newInstance();
    assertThat(made.getClass()).isNotEqualTo(LambdaKinds.class);
    assertThat(made.get()).isEqualTo(new LambdaKinds().get());
  }

  private static void assertLinksNothing(byte[] bytes) {
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .doesNotContain("LambdaMetafactory", "ObjectMethods");
  }

  @Test
  void should_leave_alone_what_is_not_loaded_but_for_the_names_of_its_nest() throws Exception {
    NavigableMap<String, byte[]> classes = kinds();
    String inner =
        classes.keySet().stream().filter(name -> name.endsWith("$Inner")).findFirst().get();

    NavigableMap<String, byte[]> quick = QuickClasses.quick(classes, Set.of(inner));

    assertThat(quick.keySet())
        .allMatch(name -> name.startsWith(inner) || name.equals(KINDS.replace('.', '/')));
    assertThat(new String(quick.get(KINDS.replace('.', '/')), StandardCharsets.ISO_8859_1))
        .contains("LambdaMetafactory", "$Inner$$Quick0");
  }

  @Test
  void should_verify_in_every_library() throws Exception {
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.endsWith(".jar"))
            .filter(
                path ->
                    path.matches(
                        ".*/(akka|scala|picocli|kryo|config|sqlite|snakeyaml|jackson)[^/]*"))
            .map(Path::of)
            .toList();
    NavigableMap<String, byte[]> classes = QuickClasses.read(jars);
    NavigableMap<String, byte[]> quick = QuickClasses.quick(classes, classes.keySet());
    var before = new Loader(classes);
    var after = new Loader(quick);

    assertThat(quick.keySet()).hasSizeGreaterThan(classes.size() + 1_000);
    for (String name : classes.keySet()) {
      if (!Arrays.equals(classes.get(name), quick.get(name)) && links(before, name)) {
        assertThat(links(after, name)).as(name).isTrue();
      }
    }
  }

  /** Whether it is verified, which Java does before it tells the methods of a class. */
  private static boolean links(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name.replace('/', '.')).getDeclaredMethods() != null;
    } catch (ClassNotFoundException | NoClassDefFoundError missing) {
      return false;
    }
  }

  @Test
  void should_make_a_jar_of_what_is_listed(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("kinds.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> each : kinds().entrySet()) {
        out.putNextEntry(new ZipEntry(each.getKey() + ".class"));
        out.write(each.getValue());
      }
      out.putNextEntry(new ZipEntry("a.txt"));
    }
    Path list = folder.resolve("list");
    Files.write(
        list,
        List.of(KINDS.replace('.', '/') + " id: 7", "java/lang/Object id: 0", "@lambda-proxy x"));
    Path quick = folder.resolve("quick");

    QuickClasses.main(new String[] {quick.toString(), list.toString(), jar.toString()});

    try (var made = new JarFile(quick.toFile());
        InputStream main = made.getInputStream(made.getEntry(KINDS.replace('.', '/') + ".class"))) {
      assertLinksNothing(main.readAllBytes());
      assertThat(made.stream().map(ZipEntry::getName))
          .allMatch(name -> name.matches(".*/LambdaKinds([$][$]Quick\\d+)?\\.class"))
          .hasSizeGreaterThan(20);
    }
  }
}
