package io.godwit.persistence.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Held while a run is being made, so that nobody else goes on with it meanwhile. The system lets go
 * of it when the process ends, however it ends; the empty file that may stay behind means nothing.
 */
public final class RunLock {

  /** Whoever makes a run, as far as it can be told. */
  public enum Holder {
    NOBODY,
    SOMEBODY,
    UNKNOWN
  }

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

  /** Whether somebody makes a run in {@code folder}, or was killed as he did. */
  public static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  /** Who is making what is in {@code folder} right now; to read its lock is enough to tell. */
  public static Holder holder(Path folder) {
    Path file = folder.resolve(NAME);
    if (!isThere(folder)) {
      return Holder.NOBODY;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return isFree(channel) ? Holder.NOBODY : Holder.SOMEBODY;
    } catch (NoSuchFileException endedMeanwhile) {
      return Holder.NOBODY;
    } catch (IOException unreadable) {
      return Holder.UNKNOWN;
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, true)).isPresent();
    } catch (OverlappingFileLockException sameProcess) {
      return false;
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
