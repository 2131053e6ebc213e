package io.godwit.scenarios.shelf;

import io.godwit.persistence.run.Lineage;
import io.godwit.persistence.run.RunLock;
import io.godwit.scenarios.run.Descent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run, or a comparison of several, that is kept.
 *
 * @param name of its folder; of a run of a comparison with the comparison's before it
 * @param verdict of the summary; {@code unfinished} where it has none of its own, {@code damaged}
 *     where the record cannot be read
 * @param bytes on disk, all files together
 * @param recorded when its record was last written
 * @param descent which scenarios it went under, as far as they are on record
 * @param trouble why it is called damaged; empty otherwise
 * @param parts the runs of a comparison; none of a run
 */
public record ShelfEntry(
    String name,
    Path path,
    String scenario,
    Optional<Long> seed,
    String verdict,
    Optional<Long> events,
    Optional<Double> virtualSeconds,
    long bytes,
    Instant recorded,
    Optional<Lineage> lineage,
    Descent descent,
    String trouble,
    List<ShelfEntry> parts) {

  static final String UNFINISHED = "unfinished";
  static final String DAMAGED = "damaged";

  public ShelfEntry {
    parts = List.copyOf(parts);
  }

  /** Whether it is several runs side by side. */
  public boolean isComparison() {
    return !parts.isEmpty();
  }

  public boolean isDamaged() {
    return verdict.equals(DAMAGED);
  }

  /** Who is making it right now. */
  RunLock.Holder holder() {
    return RunLock.holder(path);
  }

  /** Whether nothing shows that a run was ever begun from the scenario in its folder. */
  boolean isNoMoreThanAScenario() {
    return !isComparison() && !Files.exists(path.resolve("events.db")) && !RunLock.isThere(path);
  }

  /** Whether {@code other} is where the run was that this one was forked from. */
  boolean namesAsParent(ShelfEntry other) {
    return lineage
        .filter(from -> from.origin(path).equals(other.path.toAbsolutePath().normalize()))
        .isPresent();
  }

  /** Whether it is that run, too, as far as both are on record. */
  boolean isForkOf(ShelfEntry other) {
    return namesAsParent(other) && descent.canBeFrom(other.descent);
  }

  /** It and its parts: every folder that another run can have been forked from. */
  List<ShelfEntry> all() {
    return parts.isEmpty() ? List.of(this) : concat();
  }

  private List<ShelfEntry> concat() {
    var all = new ArrayList<ShelfEntry>();
    all.add(this);
    all.addAll(parts);
    return all;
  }
}
