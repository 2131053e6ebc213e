package io.godwit.runtime.kernel;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Loads Akka's classes as everybody does, and shows it of its resources only what a kernel needs.
 * Akka would read the settings of all its parts, and what is written on every jar there is, at each
 * start: most of what starting it takes.
 */
final class AkkaClasses extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  static final AkkaClasses LOADER = new AkkaClasses();

  /** The part of Akka's settings that a kernel needs. */
  static final String REFERENCE = "akka-reference.conf";

  private AkkaClasses() {
    super(AkkaClasses.class.getClassLoader());
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals("reference.conf")
        ? Collections.enumeration(Collections.singleton(getResource(REFERENCE)))
        : Collections.emptyEnumeration();
  }
}
