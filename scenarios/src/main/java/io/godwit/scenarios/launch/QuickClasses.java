package io.godwit.scenarios.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes a jar of classes that are loaded at nearly every start, each in the form in which the JVM
 * can share it as loaded (see {@link QuickClass}). A run of few guests spends a third of its time
 * on what that spares. It stands before the jars that they are from, where all else stays.
 */
public final class QuickClasses {

  private static final String CLASS = ".class";

  private QuickClasses() {}

  /**
   * Makes the jar that is the first argument, of the classes that are listed in the second, a file
   * as {@code -XX:DumpLoadedClassList} makes it; the others are the class path in its order.
   */
  public static void main(String[] arguments) throws IOException {
    List<Path> files = Arrays.stream(arguments).map(Path::of).toList();
    Set<String> loaded = listed(Files.readAllLines(files.get(1)));
    write(files.get(0), quick(read(files.subList(2, files.size())), loaded));
  }

  /** The first word of a line is the name of a class, but for lines about lambdas. */
  private static Set<String> listed(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(" .*", "")).collect(Collectors.toSet());
  }

  /** The classes that this Java would find in {@code jars}, by their internal names. */
  static NavigableMap<String, byte[]> read(List<Path> jars) throws IOException {
    var classes = new TreeMap<String, byte[]>();
    for (Path path : jars) {
      try (var jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
        for (JarEntry entry : jar.versionedStream().filter(QuickClasses::isClass).toList()) {
          String name = entry.getName().substring(0, entry.getName().length() - CLASS.length());
          try (InputStream in = jar.getInputStream(entry)) {
            classes.putIfAbsent(name, in.readAllBytes());
          }
        }
      }
    }
    return classes;
  }

  private static boolean isClass(JarEntry entry) {
    String name = entry.getName();
    return name.endsWith(CLASS) && !name.endsWith("module-info" + CLASS);
  }

  /** Those of {@code classes} that are loaded, in their quick form, and what is needed for it. */
  static NavigableMap<String, byte[]> quick(
      NavigableMap<String, byte[]> classes, Set<String> loaded) {
    var quick = new TreeMap<String, byte[]>();
    var members = new TreeMap<String, List<String>>();
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      if (loaded.contains(each.getKey())) {
        QuickClass one = QuickClass.of(each.getValue(), classes::containsKey);
        quick.put(each.getKey(), one.bytes());
        quick.putAll(one.made());
        one.made()
            .keySet()
            .forEach(
                made ->
                    members.computeIfAbsent(one.nestHost(), host -> new ArrayList<>()).add(made));
      }
    }
    members.forEach(
        (host, made) -> {
          byte[] before = quick.getOrDefault(host, classes.get(host));
          quick.put(host, QuickClass.withMembers(before, made));
        });
    return quick;
  }

  private static void write(Path file, Map<String, byte[]> classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        var jar = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : classes.entrySet()) {
        jar.putNextEntry(new ZipEntry(each.getKey() + CLASS));
        jar.write(each.getValue());
      }
    }
  }
}
