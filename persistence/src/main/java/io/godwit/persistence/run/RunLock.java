package io.godwit.persistence.run;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  static final String NAME = ".lock";

  /** Of this process, which would let go of a file's lock with any channel to it that it closes. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private RunLock() {}

  /**
   * Does {@code work} with the lock of the run in {@code folder}.
   *
   * @throws RunFolderException when another process, or another thread of this one, holds it
   * @throws WriteFailedException when nobody can, for nothing may be written there
   */
  public static <T> T holding(RunFolder folder, Supplier<T> work) {
    Path file = file(folder.path());
    if (!HELD.add(file)) {
      throw taken(folder);
    }
    try {
      List<FileChannel> channels = locked(file).orElseThrow(() -> taken(folder));
      try {
        return work.get();
      } finally {
        release(channels, file);
      }
    } catch (IOException e) {
      throw WriteFailedException.of(folder.path().resolve(NAME), e);
    } finally {
      HELD.remove(file);
    }
  }

  private static RunFolderException taken(RunFolder folder) {
    return new RunFolderException(
        folder.path(), "another process is making this run", "wait for its end, or end it");
  }

  private static Path file(Path folder) {
    try {
      return folder.toRealPath().resolve(NAME);
    } catch (IOException gone) {
      return folder.toAbsolutePath().resolve(NAME);
    }
  }

  /**
   * Empty when another process holds it. Whoever lets go of the lock removes the file: one that was
   * opened before may be locked after that, beside the file that somebody else has made meanwhile.
   * So it is opened once more, and must be the file that is locked here already. Both stay open: to
   * close either lets go of the lock.
   */
  private static synchronized Optional<List<FileChannel>> locked(Path file) throws IOException {
    while (true) {
      FileChannel first = FileChannel.open(file, CREATE, WRITE);
      if (!isFree(first)) {
        first.close();
        return Optional.empty();
      }
      FileChannel again = FileChannel.open(file, CREATE, WRITE);
      if (isLockedHere(again)) {
        return Optional.of(List.of(first, again));
      }
      again.close();
      first.close();
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    return Optional.ofNullable(channel.tryLock()).isPresent();
  }

  /** Java tells files apart by what the system calls them, whatever their names are. */
  private static boolean isLockedHere(FileChannel channel) throws IOException {
    try {
      channel.tryLock();
      return false;
    } catch (OverlappingFileLockException ours) {
      return true;
    }
  }

  /** What cannot be removed means nothing; the system lets go of it. */
  private static void release(List<FileChannel> channels, Path file) {
    FileChannel first = channels.get(0);
    FileChannel again = channels.get(1);
    try (first;
        again) {
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
  public static synchronized Holder holder(Path folder) {
    Path file = file(folder);
    if (!isThere(folder)) {
      return Holder.NOBODY;
    } else if (HELD.contains(file)) {
      return Holder.SOMEBODY;
    }
    try (FileChannel channel = FileChannel.open(file, READ)) {
      return Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, true)).isPresent()
          ? Holder.NOBODY
          : Holder.SOMEBODY;
    } catch (NoSuchFileException endedMeanwhile) {
      return Holder.NOBODY;
    } catch (IOException unreadable) {
      return Holder.UNKNOWN;
    }
  }
}
