package io.godwit.persistence.run;

import io.godwit.persistence.journal.DamagedRecordException;
import io.godwit.persistence.journal.RecordException;
import io.godwit.persistence.journal.Seal;
import io.godwit.persistence.journal.SqliteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything about one run in one folder. Folders are only ever made new, and nothing that was
 * there before is changed.
 */
public final class RunFolder {

  /** What names a run's folder must look the same in a shell, a URL and every file system. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private static final String DRAFT = ".draft";
  private static final String LATEST = "latest";

  /** What may be there before the first event. */
  private static final Set<String> BEGINNING =
      Set.of("scenario.yaml", DRAFT, "events.db", "events.db.new", RunLock.NAME);

  /** The fact on record that vouches for the scenario. */
  public static final String SCENARIO_HASH = "scenario_sha256";

  /** Where a summary, a page or metrics have the digest of their run. */
  private static final Pattern DIGEST = Pattern.compile("\\bdigest(?:\" ?: ?|=)\"([0-9a-f]{64})\"");

  private final Path path;

  /** Whether there was none here before. */
  private final boolean isNew;

  private RunFolder(Path path, boolean isNew) {
    this.path = path;
    this.isNew = isNew;
  }

  /**
   * Makes {@code runs/<scenario>-<seed>-<n>} with the first n, from 1, after all that are there.
   */
  public static RunFolder create(Path runs, String scenario, long seed) {
    if (!NAME.matcher(scenario).matches()) {
      throw new RunFolderException(
          runs.resolve(scenario),
          "'" + scenario + "' cannot name a folder",
          "use letters, digits, '.', '_' and '-'");
    }
    makeFolders(runs);
    String stem = scenario + "-" + seed + "-";
    for (long n = highest(runs, stem) + 1; ; n++) {
      Path path = runs.resolve(stem + n);
      try {
        return new RunFolder(Files.createDirectory(path), true);
      } catch (FileAlreadyExistsException e) {
        // another run took this number a moment ago: try the next
      } catch (IOException e) {
        throw unwritable(path, e);
      }
    }
  }

  private static long highest(Path runs, String stem) {
    Pattern numbered = Pattern.compile(Pattern.quote(stem) + "([1-9][0-9]{0,17})");
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .map(folder -> numbered.matcher(folder.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(match -> Long.parseLong(match.group(1)))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new RunFolderException(runs, "it cannot be listed", "check its permissions", e);
    }
  }

  /** Makes the folder that the user named; an empty one may be there already. */
  public static RunFolder at(Path path) {
    if (Files.exists(path) && !isEmpty(path)) {
      throw new RunFolderException(
          path, "the folder is not empty", "name a new folder, or remove this one yourself");
    }
    boolean isNew = !Files.exists(path);
    makeFolders(path);
    return new RunFolder(path, isNew);
  }

  private static boolean isEmpty(Path path) {
    if (!Files.isDirectory(path)) {
      throw new RunFolderException(path, "this is a file", "name a folder for the run");
    }
    try (Stream<Path> content = Files.list(path)) {
      return content.findAny().isEmpty();
    } catch (IOException e) {
      throw new RunFolderException(path, "it cannot be listed", "check its permissions", e);
    }
  }

  /** The folder of a run that was made before; throws when there is none with an event log. */
  public static RunFolder open(Path path) {
    var folder = new RunFolder(path, false);
    if (!Files.isDirectory(path)) {
      throw noFolder(path);
    } else if (isBegun(path)) {
      throw folder.nothingRecorded("'godwit resume %s' begins it".formatted(path));
    } else if (!Files.isRegularFile(folder.events())) {
      throw new RunFolderException(
          path,
          Files.isDirectory(folder.events())
              ? "its events.db is a folder"
              : "there is no events.db in it",
          "name the folder of a run that was recorded");
    }
    return folder;
  }

  private static RunFolderException noFolder(Path path) {
    if (!Files.exists(path)) {
      return new RunFolderException(path, "there is no such folder", "name the folder of a run");
    }
    Path above = path.toAbsolutePath().getParent();
    boolean isOfRun = Files.isRegularFile(above.resolve("scenario.yaml"));
    return new RunFolderException(
        path, "this is a file", "name the folder of a run" + (isOfRun ? ": " + above : ""));
  }

  /** As {@link #open}, but a run that was cut off before its first event will do. */
  public static RunFolder openBegun(Path path) {
    return isBegun(path) ? new RunFolder(path, false) : open(path);
  }

  /**
   * Whether a run was begun in {@code path} that has no file of events, or an empty one; a scenario
   * among other things is no such run.
   */
  public static boolean isBegun(Path path) {
    var folder = new RunFolder(path, false);
    return Files.isRegularFile(folder.scenario())
        && !Files.exists(folder.summary())
        && folder.hasNoRecord()
        && (RunLock.isThere(path) || folder.holdsOnlyWhatBeginsARun());
  }

  /** As {@link #isBegun}, also where the file of events was made and none is in it yet. */
  public static boolean isWithoutEvent(Path path) {
    if (isBegun(path)) {
      return true;
    }
    try (EventLog log = EventLog.open(open(path).events())) {
      return log.count() == 0;
    }
  }

  private boolean hasNoRecord() {
    try {
      return !Files.exists(events(), LinkOption.NOFOLLOW_LINKS)
          || (Files.isRegularFile(events()) && Files.size(events()) == 0);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private boolean holdsOnlyWhatBeginsARun() {
    try (Stream<Path> content = Files.list(path)) {
      return content.allMatch(file -> BEGINNING.contains(file.getFileName().toString()));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private RunFolderException nothingRecorded(String remedy) {
    boolean isHeld = RunLock.holder(path) == RunLock.Holder.SOMEBODY;
    return new RunFolderException(
        path, "nothing is recorded in it yet", isHeld ? "wait for its first events" : remedy);
  }

  /** What to do with a run that has no event: a fork needs its past before it can go on. */
  private String beginning(EventLog log) {
    return Lineage.of(log.info())
        .map(from -> "fork %s again".formatted(from.forkedFrom()))
        .orElseGet(
            () ->
                Files.exists(scenario())
                    ? "'godwit resume %s' begins it".formatted(path)
                    : "run the scenario again");
  }

  /**
   * The log of the run, as it is now; throws a {@link
   * io.godwit.persistence.journal.RecordException} when there is none that can be used.
   */
  public EventLog openLog() {
    EventLog log = EventLog.open(events(), () -> digestIn(summary()));
    if (log.count() == 0) {
      try (log) {
        throw nothingRecorded(beginning(log));
      }
    }
    return log;
  }

  /** Of a run of the first format its summary has it and nothing else. */
  private static Optional<String> digestIn(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Matcher digest = DIGEST.matcher(new String(bytes(file), StandardCharsets.ISO_8859_1));
    return digest.find() ? Optional.of(digest.group(1)) : Optional.empty();
  }

  /**
   * Whether the summary, or what else was made of the events, is there of the run with these facts
   * on record: not that of another one, nor somebody's own file of its name.
   */
  public static boolean isOf(Map<String, String> info, Path file) {
    return Files.isRegularFile(file)
        && digestIn(file).filter(digest -> Seal.allows(info, digest)).isPresent();
  }

  /** Throws unless {@code scenario.yaml} is what it was when the run of {@code log} began. */
  public void checkScenario(EventLog log) {
    String recorded = log.info().get(SCENARIO_HASH);
    if (recorded != null && !recorded.equals(hash(bytes(scenario())))) {
      throw DamagedRecordException.beside(
          scenario(), "it is not the scenario that was run (its SHA-256 is not the one on record)");
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new RunFolderException(
          file,
          "it cannot be read (%s)".formatted(reason(file, e)),
          "restore it from a copy, or run the scenario again",
          e);
    }
  }

  /** Why a file cannot be read. */
  static String reason(Path file, IOException failure) {
    if (Files.isDirectory(file)) {
      return "a folder has its name";
    } else if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return failure instanceof AccessDeniedException ? "you may not read it" : failure.getMessage();
  }

  /** What vouches for a scenario with this text. */
  public static String hash(String scenario) {
    return hash(scenario.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void makeFolders(Path path) {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new RunFolderException(path, "this is a file", "name a folder for the run", e);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    if (!Files.isWritable(path)) {
      throw new RunFolderException(
          path, "you may not write there", "change its permissions or name another folder");
    }
  }

  private static RecordException unwritable(Path path, IOException e) {
    if (WriteFailedException.isFull(e)) {
      return WriteFailedException.of(path, e);
    }
    return new RunFolderException(
        path,
        "the folder cannot be made (%s: %s)"
            .formatted(e.getClass().getSimpleName(), e.getMessage()),
        "change the permissions above it or name another folder",
        e);
  }

  /**
   * Lets {@code latest} beside this folder point to it, from one moment to the next. Does nothing
   * where the file system knows no symbolic links; throws when something else has that name.
   */
  public void becomeLatest() {
    Path absolute = path.toAbsolutePath();
    Path latest = absolute.resolveSibling(LATEST);
    if (Files.exists(latest, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(latest)) {
      throw new RunFolderException(
          latest, "this is no symbolic link", "give it another name: Godwit keeps a link there");
    }
    Path next = absolute.resolveSibling("." + LATEST + "-" + absolute.getFileName());
    try {
      Files.deleteIfExists(next);
      Files.createSymbolicLink(next, absolute.getFileName());
      Files.move(next, latest, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (UnsupportedOperationException e) {
      return;
    } catch (IOException e) {
      if (WriteFailedException.isFull(e)) {
        throw WriteFailedException.of(latest, e);
      }
      throw new RunFolderException(
          latest, "the link cannot be set", "check the permissions of its folder", e);
    }
  }

  public Path path() {
    return path;
  }

  /** The scenario as it was run, overrides included. */
  public Path scenario() {
    return path.resolve("scenario.yaml");
  }

  /** The event log. */
  public Path events() {
    return path.resolve("events.db");
  }

  /** From where the run can go on, see {@link CheckpointFolder}. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Facts about the run that are no events; quick, however many events there are. */
  public SortedMap<String, String> info() {
    return SqliteSource.info(events());
  }

  /**
   * Writes a small file of this folder: all of it is on the disk then, or nothing.
   *
   * @throws WriteFailedException when the disk is full, or nobody may write there
   */
  public void write(Path file, String content) {
    Path draft = path.resolve(DRAFT);
    try {
      Files.writeString(
          draft,
          content,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Files.isDirectory(draft)
          ? WriteFailedException.of(draft, e)
          : takingBack(draft, WriteFailedException.of(file, e));
    }
  }

  private static WriteFailedException takingBack(Path draft, WriteFailedException failure) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException again) {
      failure.addSuppressed(again);
    }
    return failure;
  }

  /**
   * Does what makes a run of this folder, which was empty before; when it fails the folder is as it
   * was, so that the same can be tried again.
   */
  public void begin(Runnable beginning) {
    try {
      beginning.run();
    } catch (RecordException failed) {
      takeBack(failed);
      throw failed;
    }
  }

  private void takeBack(RecordException why) {
    try (Stream<Path> content = Files.walk(path)) {
      for (Path each : content.sorted(Comparator.reverseOrder()).toList()) {
        if (isNew || !each.equals(path)) {
          Files.delete(each);
        }
      }
    } catch (IOException again) {
      why.addSuppressed(again);
    }
  }

  /** The summary, for programs; written last, so that a run with one has all its reports. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /** The report for a browser. */
  public Path page() {
    return path.resolve("report.html");
  }

  /** One row a migration, with the breakdown of its downtime. */
  public Path migrations() {
    return path.resolve("migrations.csv");
  }

  /** The folder's own name, such as {@code rack-drain-42-1}. */
  public String name() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }
}
