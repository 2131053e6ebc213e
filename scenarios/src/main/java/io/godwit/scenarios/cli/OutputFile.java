package io.godwit.scenarios.cli;

import io.godwit.persistence.run.WriteFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files and folders that a command writes beside what it says. */
final class OutputFile {

  /** What is to be in a file or a folder. */
  @FunctionalInterface
  interface Content {
    void write() throws IOException;
  }

  private OutputFile() {}

  /** Writes {@code file}; one that was not there is not left half written. */
  static void write(Path file, Content content) {
    boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    try {
      content.write();
    } catch (IOException failed) {
      throw failed(file, isNew, failed);
    } catch (UncheckedIOException failed) {
      throw failed(file, isNew, failed.getCause());
    }
  }

  /** Refuses one file, however it is spelt, for two things: the second would replace the first. */
  static void requireTwo(String one, Optional<Path> file, String other, Optional<Path> second) {
    if (file.isPresent() && second.isPresent() && real(file.get()).equals(real(second.get()))) {
      throw new BadInput(
          "%s %s, %s %s: this is one file; name two"
              .formatted(one, file.get(), other, second.get()));
    }
  }

  /** Where links lead, as far as there is something already. */
  private static Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      return absolute.toRealPath();
    } catch (IOException notThere) {
      Optional<Path> folder = Optional.ofNullable(absolute.getParent());
      return folder.map(above -> real(above).resolve(absolute.getFileName())).orElse(absolute);
    }
  }

  /**
   * Refuses to write over what is no file of the same kind.
   *
   * @param kind as in "is no chart"
   * @param beginnings of files of that kind; one that is empty is of any
   */
  static void requireOwn(Path file, String kind, List<String> beginnings) {
    if (Files.isDirectory(file)) {
      throw new BadInput(file + ": this is a folder; name a file");
    } else if (!Files.isRegularFile(file)) {
      return;
    }
    try (var content = Files.newInputStream(file)) {
      String beginning = new String(content.readNBytes(32), StandardCharsets.UTF_8);
      if (!beginning.isEmpty() && beginnings.stream().noneMatch(beginning::startsWith)) {
        throw new BadInput(
            "%s: this is there already and is no %s; name another file".formatted(file, kind));
      }
    } catch (IOException unreadable) {
      throw WriteFailedException.of(file, unreadable);
    }
  }

  private static WriteFailedException failed(Path file, boolean isNew, IOException why) {
    WriteFailedException failure = WriteFailedException.of(file, why);
    if (isNew && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      remove(file, failure);
    }
    return failure;
  }

  private static void remove(Path file, WriteFailedException why) {
    try (Stream<Path> all = Files.walk(file)) {
      List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : innermostFirst) {
        Files.delete(each);
      }
    } catch (IOException again) {
      why.addSuppressed(again);
    }
  }
}
