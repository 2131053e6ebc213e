package io.godwit.persistence.run;

import java.nio.file.Path;

/** A folder that cannot hold a run, or holds none; nothing in it was changed. */
public final class RunFolderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunFolderException(Path path, String what, String remedy) {
    super("%s: %s; %s".formatted(path, what, remedy));
  }

  RunFolderException(Path path, String what, String remedy, Throwable cause) {
    super("%s: %s; %s".formatted(path, what, remedy), cause);
  }
}
