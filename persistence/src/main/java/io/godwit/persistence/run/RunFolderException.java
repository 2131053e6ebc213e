package io.godwit.persistence.run;

import io.godwit.persistence.journal.RecordException;
import java.nio.file.Path;

/** A folder that cannot hold a run, or holds none; nothing in it was changed. */
public final class RunFolderException extends RecordException {

  private static final long serialVersionUID = 1L;

  public RunFolderException(Path path, String what, String remedy) {
    super(path.toString(), what, remedy);
  }

  RunFolderException(Path path, String what, String remedy, Throwable cause) {
    super(path.toString(), what, remedy, cause);
  }
}
