package io.godwit.persistence.run;

import io.godwit.persistence.journal.RecordException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that cannot be written: the disk is full, or it may not be there. */
public final class WriteFailedException extends RecordException {

  private static final long serialVersionUID = 1L;

  /** As the system says it; that is all that Java hands on. */
  private static final String FULL = "No space left on device";

  private WriteFailedException(Path file, String what, String remedy, IOException cause) {
    super(file.toString(), what, remedy, cause);
  }

  /** What came of writing {@code file}, in whose place a folder or something else may stand. */
  public static WriteFailedException of(Path file, IOException failure) {
    if (isFull(failure)) {
      return new WriteFailedException(
          file, "the disk is full", "free some space or write elsewhere", failure);
    }
    if (Files.isDirectory(file) || failure instanceof FileAlreadyExistsException) {
      return new WriteFailedException(
          file,
          "it cannot be written (%s has its name)"
              .formatted(Files.isDirectory(file) ? "a folder" : "something else"),
          "give that another name, or write elsewhere",
          failure);
    }
    return new WriteFailedException(
        file,
        "it cannot be written (%s)".formatted(reason(failure)),
        "check its folder and the permissions, or write elsewhere",
        failure);
  }

  /** Whether there was no room for what was to be written. */
  public static boolean isFull(IOException failure) {
    return reason(failure).contains(FULL);
  }

  /** The system's own words without the name of the file, which is said already. */
  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "you may not write there";
    } else if (failure instanceof NoSuchFileException) {
      return "there is no such folder";
    } else if (failure instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }
}
