package io.godwit.persistence.run;

import io.godwit.model.unit.SimTime;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run comes from that shares its past with another; kept among the facts about the run.
 *
 * @param forkedFrom the folder of the run with that past: its name where both stand side by side,
 *     else its full path
 * @param forkedAt the virtual time up to which they share it
 */
public record Lineage(String forkedFrom, SimTime forkedAt) {

  private static final String FORKED_FROM = "forked_from";

  /** In nanoseconds. */
  private static final String FORKED_AT = "forked_at";

  /** What the facts about a run say of it; empty for a run that began at the beginning. */
  public static Optional<Lineage> of(Map<String, String> info) {
    String from = info.getOrDefault(FORKED_FROM, "");
    String at = info.getOrDefault(FORKED_AT, "");
    return from.isEmpty() || !at.matches("[0-9]{1,18}")
        ? Optional.empty()
        : Optional.of(new Lineage(from, new SimTime(Long.parseLong(at))));
  }

  /** The facts that say so. */
  public Map<String, String> info() {
    return Map.of(FORKED_FROM, forkedFrom, FORKED_AT, String.valueOf(forkedAt.nanos()));
  }

  /** Where the other run was when {@code run} was forked from it. */
  public Path origin(Path run) {
    return run.toAbsolutePath().normalize().resolveSibling(forkedFrom).normalize();
  }
}
