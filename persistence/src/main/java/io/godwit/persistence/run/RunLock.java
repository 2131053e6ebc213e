package io.godwit.persistence.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Held while a run is being made, so that nobody else goes on with it meanwhile. The system lets go
 * of it when the process ends, however it ends; the empty file that may stay behind means nothing.
 */
public final class RunLock {

  private static final String NAME = ".lock";

  private RunLock() {}

  /**
   * Does {@code work} with the lock of the run in {@code folder}.
   *
   * @throws RunFolderException when another process, or another thread of this one, holds it
   * @throws WriteFailedException when nobody can, for nothing may be written there
   */
  public static <T> T holding(RunFolder folder, Supplier<T> work) {
    Path file = folder.path().resolve(NAME);
    FileChannel channel = locked(folder, file);
    try {
      return work.get();
    } finally {
      release(channel, file);
    }
  }

  private static FileChannel locked(RunFolder folder, Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw WriteFailedException.of(file, e);
    }
    throw new RunFolderException(
        folder.path(), "another process is making this run", "wait for its end, or end it");
  }

  /** What cannot be removed means nothing; the system lets go of it. */
  private static void release(FileChannel channel, Path file) {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      return;
    }
  }

  /** Whether somebody is making the run in {@code folder} right now. */
  public static boolean isHeld(RunFolder folder) {
    Path file = folder.path().resolve(NAME);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return !isLocked(channel);
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock()).isPresent();
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }
}
