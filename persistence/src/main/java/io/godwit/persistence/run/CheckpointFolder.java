package io.godwit.persistence.run;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.CheckpointCodec;
import io.godwit.persistence.codec.CheckpointCodecException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The checkpoints of one run, each in a file that is called after its position in the journal. A
 * file is there as a whole or not at all, whatever ends the process. The last few are kept, for the
 * newest may be ahead of what a loss of power left of the journal; of those before, the first and
 * some more, spread over the run, from which it can be forked.
 */
public final class CheckpointFolder {

  private static final int NEWEST = 3;
  private static final int MOST = 16;
  private static final String DRAFT = "draft";
  private static final Pattern NAME = Pattern.compile("[0-9]{18}\\.checkpoint");

  private final Path path;
  private final CheckpointCodec codec;

  /**
   * Those in {@code path} that are of {@code run}: where a record ends at a checkpoint nothing
   * would be compared after it, so that of another run could not be told.
   */
  public CheckpointFolder(Path path, String run) {
    this.path = path;
    this.codec = new CheckpointCodec(run);
  }

  /**
   * The newest checkpoint that can be gone on from.
   *
   * @param passedOver why newer ones could not, each with its file
   */
  public record Newest(Optional<Checkpoint> checkpoint, List<String> passedOver) {}

  /**
   * Adds a checkpoint; its events must be in the journal's file by now. Where a folder has its name
   * the run goes on without it.
   *
   * @throws WriteFailedException when the disk is full, or nobody may write there
   */
  public void keep(Checkpoint checkpoint) {
    Path draft = path.resolve(DRAFT);
    try {
      keep(checkpoint, draft);
    } catch (IOException failed) {
      throw WriteFailedException.of(Files.isDirectory(path) ? draft : path, failed);
    }
  }

  private void keep(Checkpoint checkpoint, Path draft) throws IOException {
    Files.createDirectories(path);
    Path file = path.resolve("%018d.checkpoint".formatted(checkpoint.recorded()));
    if (Files.isDirectory(file)) {
      return;
    }
    Files.write(draft, codec.encode(checkpoint));
    force(draft, StandardOpenOption.WRITE);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(path, StandardOpenOption.READ);
    List<Path> files = newestFirst().stream().filter(Files::isRegularFile).toList();
    if (files.size() > MOST) {
      Files.delete(leastMissed(files));
    }
  }

  /** The one that leaves the smallest gap, among those that are neither first nor new. */
  private static Path leastMissed(List<Path> newestFirst) {
    return IntStream.range(NEWEST, newestFirst.size() - 1)
        .boxed()
        .min(
            Comparator.comparingLong(
                i -> position(newestFirst.get(i - 1)) - position(newestFirst.get(i + 1))))
        .map(newestFirst::get)
        .orElseThrow();
  }

  private static long position(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  /**
   * Where a run whose journal holds {@code recorded} events can go on.
   *
   * @throws RunFolderException when the folder cannot be read
   */
  public Newest newest(long recorded) {
    return newest(recorded, new SimTime(Long.MAX_VALUE));
  }

  /** As above, of those no later than {@code until}. */
  public Newest newest(long recorded, SimTime until) {
    List<String> passedOver = new ArrayList<>();
    try {
      for (Path file : newestFirst()) {
        Optional<Checkpoint> usable = read(file, recorded, passedOver);
        if (usable.isPresent() && !usable.get().now().isAfter(until)) {
          return new Newest(usable, passedOver);
        }
      }
      return new Newest(Optional.empty(), passedOver);
    } catch (IOException e) {
      throw new RunFolderException(path, "it cannot be read", "check its permissions", e);
    }
  }

  private Optional<Checkpoint> read(Path file, long recorded, List<String> passedOver) {
    try {
      Checkpoint checkpoint = codec.decode(Files.readAllBytes(file));
      if (checkpoint.recorded() <= recorded) {
        return Optional.of(checkpoint);
      }
      passedOver.add(
          "%s: it stands at event %d, and the journal ends with event %d"
              .formatted(file, checkpoint.recorded(), recorded));
    } catch (CheckpointCodecException unusable) {
      passedOver.add(file + ": " + unusable.getMessage());
    } catch (IOException unreadable) {
      passedOver.add(
          "%s: it cannot be read (%s)".formatted(file, RunFolder.reason(file, unreadable)));
    }
    return Optional.empty();
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
