package io.godwit.scenarios.oracle;

import java.util.Collections;
import java.util.SortedMap;

/**
 * One measured migration.
 *
 * @param inputs that a prediction may use
 * @param workloadKnown whether the record says how the guest writes
 * @param outcome that it is compared with, and for how long the migration was watched
 * @param zeroPages sent, as the reply counts them
 * @param syncs by QEMU's count, as far as samples tell
 */
record Measurement(
    Inputs inputs,
    boolean workloadKnown,
    Result.Watched outcome,
    long zeroPages,
    SortedMap<Integer, DirtySync> syncs) {

  Measurement {
    syncs = Collections.unmodifiableSortedMap(syncs);
  }

  Result result() {
    return outcome.result();
  }

  Measurement with(Inputs others) {
    return new Measurement(others, workloadKnown, outcome, zeroPages, syncs);
  }
}
