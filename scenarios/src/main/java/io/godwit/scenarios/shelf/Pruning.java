package io.godwit.scenarios.shelf;

import io.godwit.model.unit.ByteCount;
import io.godwit.persistence.run.RunLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries of a shelf go, and why the others stay. Whatever a limit names goes, but for what
 * others were forked from, what is still being written, and what cannot be read.
 *
 * @param gone in the order of the shelf, with the reason
 * @param spared what a limit named and stays nevertheless, with the reason
 */
public record Pruning(Shelf shelf, Map<ShelfEntry, String> gone, Map<ShelfEntry, String> spared) {

  /**
   * What is too much; empty limits nothing.
   *
   * @param olderThan age since the record was last written
   * @param keep how many to keep at most, the newest
   * @param toSize how much all may take on disk together, the newest kept
   */
  public record Limits(
      Optional<Duration> olderThan, Optional<Integer> keep, Optional<ByteCount> toSize) {

    /** Whether nothing would ever go. */
    public boolean isNone() {
      return olderThan.isEmpty() && keep.isEmpty() && toSize.isEmpty();
    }
  }

  /** Decides, and changes nothing. */
  public static Pruning of(Shelf shelf, Limits limits, Instant now) {
    var gone = new LinkedHashMap<ShelfEntry, String>();
    var spared = new LinkedHashMap<ShelfEntry, String>();
    List<ShelfEntry> newestFirst = new ArrayList<>(shelf.entries());
    Collections.reverse(newestFirst);
    long kept = 0;
    long bytes = 0;
    for (ShelfEntry entry : newestFirst) {
      Optional<String> why = why(entry, limits, now, kept, bytes + entry.bytes());
      Optional<String> protection = why.flatMap(reason -> protection(shelf, entry));
      if (why.isPresent() && protection.isEmpty()) {
        gone.put(entry, why.get());
      } else {
        protection.ifPresent(reason -> spared.put(entry, reason));
        kept++;
        bytes += entry.bytes();
      }
    }
    return new Pruning(shelf, gone, spared);
  }

  private static Optional<String> why(
      ShelfEntry entry, Limits limits, Instant now, long newer, long bytesWithIt) {
    if (limits.olderThan().isPresent()
        && entry.recorded().isBefore(now.minus(limits.olderThan().get()))) {
      return Optional.of("too old");
    } else if (limits.keep().isPresent() && newer >= limits.keep().get()) {
      return Optional.of("one too many");
    } else if (limits.toSize().isPresent() && bytesWithIt > limits.toSize().get().bytes()) {
      return Optional.of("no room");
    }
    return Optional.empty();
  }

  private static Optional<String> protection(Shelf shelf, ShelfEntry entry) {
    Optional<ShelfEntry> fork = shelf.forkOf(entry);
    if (fork.isPresent()) {
      return Optional.of(fork.get().name() + " was forked from it");
    } else if (entry.all().stream().anyMatch(ShelfEntry::isDamaged)) {
      return Optional.of("its record cannot be read; remove it yourself");
    }
    return entry.all().stream()
        .flatMap(part -> protection(part).stream())
        .findFirst()
        .or(() -> strange(entry));
  }

  private static Optional<String> protection(ShelfEntry run) {
    if (run.holder() == RunLock.Holder.SOMEBODY) {
      return Optional.of("it is being made right now");
    } else if (run.holder() == RunLock.Holder.UNKNOWN) {
      return Optional.of("its .lock cannot be read, so it may be being made; prune as its owner");
    }
    return run.isNoMoreThanAScenario()
        ? Optional.of("it holds a scenario and nothing that was recorded; remove it yourself")
        : Optional.empty();
  }

  private static Optional<String> strange(ShelfEntry entry) {
    return Belongings.stranger(entry)
        .map(
            path ->
                "it holds "
                    + path.getFileName()
                    + ", which is none of Godwit's; remove it yourself");
  }

  /** How much is free once it was carried out. */
  public long bytes() {
    return gone.keySet().stream().mapToLong(ShelfEntry::bytes).sum();
  }

  /** Removes what goes; lets {@code latest} point to the newest of the runs that stay. */
  public void carryOut() {
    gone.keySet().forEach(entry -> Removal.of(entry.path()));
    Removal.mendLatest(shelf.folder(), newestLeft());
  }

  private Optional<Path> newestLeft() {
    return shelf.entries().stream()
        .filter(entry -> !gone.containsKey(entry))
        .reduce((older, newer) -> newer)
        .map(ShelfEntry::path);
  }
}
