package io.godwit.persistence.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder of one run: {@code scenario.yaml} as it was run, {@code events.db}, {@code
 * summary.json} and {@code migrations.csv}.
 */
public record RunFolder(Path path) {

  private static final String LATEST = "latest";
  private static final int MOST_RUNS = 1_000_000;

  /** A new folder {@code <scenario>-<seed>-<n>} in {@code runs}, with the lowest n that is free. */
  public static RunFolder createIn(Path runs, String scenario, long seed)
      throws RunFolderException {
    make(runs);
    for (int n = 1; n <= MOST_RUNS; n++) {
      Path path = runs.resolve(scenario + "-" + seed + "-" + n);
      if (Files.exists(path)) {
        continue;
      }
      try {
        Files.createDirectory(path);
        return new RunFolder(path);
      } catch (IOException failed) {
        throw refused(path, failed);
      }
    }
    throw new RunFolderException(runs + ": holds too many runs; remove some, or use --out");
  }

  /** A new folder at {@code path}, which must not be there yet or be empty. */
  public static RunFolder createAt(Path path) throws RunFolderException {
    if (Files.isDirectory(path)) {
      try (var content = Files.list(path)) {
        if (content.findAny().isPresent()) {
          throw new RunFolderException(
              path
                  + ": the folder is not empty, and a run never writes over another; name another");
        }
      } catch (IOException failed) {
        throw refused(path, failed);
      }
    } else if (Files.exists(path)) {
      throw new RunFolderException(path + ": this is a file; name a folder that is not there yet");
    }
    make(path);
    if (!Files.isWritable(path)) {
      throw new RunFolderException(
          path + ": the folder cannot be written; name another with --out");
    }
    return new RunFolder(path);
  }

  /** The folder of a run that was made before. */
  public static RunFolder open(Path path) throws RunFolderException {
    var folder = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new RunFolderException(path + ": there is no such run folder; runs are in runs/");
    } else if (!Files.isRegularFile(folder.events()) || !Files.isRegularFile(folder.scenario())) {
      throw new RunFolderException(
          path + ": no run is kept here: events.db or scenario.yaml is missing");
    }
    return folder;
  }

  private static void make(Path path) throws RunFolderException {
    try {
      Files.createDirectories(path);
    } catch (IOException failed) {
      throw refused(path, failed);
    }
  }

  private static RunFolderException refused(Path path, IOException failed) {
    return new RunFolderException(
        "%s: the folder cannot be made or read (%s); name another with --out"
            .formatted(path, failed.getClass().getSimpleName()));
  }

  public Path scenario() {
    return path.resolve("scenario.yaml");
  }

  public Path events() {
    return path.resolve("events.db");
  }

  public Path summary() {
    return path.resolve("summary.json");
  }

  public Path migrations() {
    return path.resolve("migrations.csv");
  }

  /** Lets {@code latest} beside this folder point to it; where links are not supported, nothing. */
  public void pointLatestHere() throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    Path fresh = parent.resolve("." + LATEST + "-" + path.getFileName());
    try {
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, path.getFileName());
      Files.move(
          fresh,
          parent.resolve(LATEST),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (UnsupportedOperationException noLinks) {
      Files.deleteIfExists(fresh);
    }
  }
}
