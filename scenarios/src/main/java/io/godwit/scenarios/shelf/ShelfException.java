package io.godwit.scenarios.shelf;

import java.nio.file.Path;

/** A folder of runs that cannot be used so; nothing in it was changed. */
public final class ShelfException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ShelfException(Path path, String what, String remedy) {
    super("%s: %s; %s".formatted(path, what, remedy));
  }
}
