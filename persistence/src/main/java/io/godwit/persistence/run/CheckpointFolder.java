package io.godwit.persistence.run;

import io.godwit.model.checkpoint.Checkpoint;
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
import java.util.stream.Stream;

/**
 * The checkpoints of one run, each in a file that is called after its position in the journal. A
 * file is there as a whole or not at all, whatever ends the process; the last few are kept, for the
 * newest may be ahead of what a loss of power left of the journal.
 */
public final class CheckpointFolder {

  private static final int KEPT = 3;
  private static final String DRAFT = "draft";
  private static final Pattern NAME = Pattern.compile("[0-9]{18}\\.checkpoint");

  private final Path path;

  public CheckpointFolder(Path path) {
    this.path = path;
  }

  /**
   * The newest checkpoint that can be gone on from.
   *
   * @param passedOver why newer ones could not, each with its file
   */
  public record Newest(Optional<Checkpoint> checkpoint, List<String> passedOver) {}

  /** Adds a checkpoint; its events must be in the journal's file by now. */
  public void keep(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(path);
    Path draft = path.resolve(DRAFT);
    Path file = path.resolve("%018d.checkpoint".formatted(checkpoint.recorded()));
    Files.write(draft, new CheckpointCodec().encode(checkpoint));
    force(draft, StandardOpenOption.WRITE);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(path, StandardOpenOption.READ);
    List<Path> files = newestFirst();
    for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
      Files.delete(old);
    }
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
    List<String> passedOver = new ArrayList<>();
    try {
      for (Path file : newestFirst()) {
        Optional<Checkpoint> usable = read(file, recorded, passedOver);
        if (usable.isPresent()) {
          return new Newest(usable, passedOver);
        }
      }
      return new Newest(Optional.empty(), passedOver);
    } catch (IOException e) {
      throw new RunFolderException(path, "it cannot be read", "check its permissions", e);
    }
  }

  private static Optional<Checkpoint> read(Path file, long recorded, List<String> passedOver)
      throws IOException {
    try {
      Checkpoint checkpoint = new CheckpointCodec().decode(Files.readAllBytes(file));
      if (checkpoint.recorded() <= recorded) {
        return Optional.of(checkpoint);
      }
      passedOver.add(
          "%s: it stands at event %d, and the journal ends with event %d"
              .formatted(file, checkpoint.recorded(), recorded));
    } catch (CheckpointCodecException unusable) {
      passedOver.add(file + ": " + unusable.getMessage());
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
