package io.godwit.scenarios.cli;

import io.godwit.model.id.EntityId;
import io.godwit.persistence.replay.Glob;
import io.godwit.runtime.simulation.Rules;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The entities that a pattern means: those on record, and by its full id any of the datacenter. */
final class EntityChoice {

  /** How many ids an error names. */
  private static final int NAMED = 5;

  private EntityChoice() {}

  static SortedSet<EntityId> of(Glob glob, SortedSet<EntityId> recorded, Rules rules) {
    SortedSet<EntityId> chosen =
        recorded.stream()
            .filter(entity -> glob.matches(entity.persistenceId()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (chosen.isEmpty()) {
      chosen.add(neverHeardOf(glob, recorded, rules));
    }
    return chosen;
  }

  private static EntityId neverHeardOf(Glob glob, SortedSet<EntityId> recorded, Rules rules) {
    try {
      EntityId id = EntityId.ofPersistenceId(glob.toString());
      if (glob.isPlain() && !isMigration(id) && rules.has(id)) {
        return id;
      }
    } catch (IllegalArgumentException noId) {
      // a pattern, or a name without its kind: what it may have meant is said below
    }
    throw new BadInput(nothing(glob, recorded));
  }

  /** Only those on record are migrations of this run. */
  private static boolean isMigration(EntityId id) {
    return id.equals(EntityId.migration(id.name()));
  }

  static String nothing(Glob glob, SortedSet<EntityId> recorded) {
    String near =
        recorded.stream()
            .map(EntityId::persistenceId)
            .filter(id -> id.contains(glob.toString().replace("*", "")))
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    String some =
        recorded.stream()
            .map(EntityId::persistenceId)
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    return near.isEmpty()
        ? "no entity of this run is called '%s'; there are %s".formatted(glob, some)
        : "no entity of this run is called '%s'; did you mean %s?".formatted(glob, near);
  }
}
