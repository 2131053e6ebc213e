package io.godwit.model.fleet;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Chooses the host that a guest goes to. Pure: the same hosts give the same answer. */
interface Placement {

  /**
   * A host that {@code suits}, or empty when none does.
   *
   * @param last where the migration admitted before went, -1 for the first
   */
  OptionalInt choose(Hosts hosts, IntPredicate suits, int last);
}
