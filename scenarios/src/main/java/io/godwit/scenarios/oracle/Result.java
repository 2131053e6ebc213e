package io.godwit.scenarios.oracle;

import io.godwit.model.unit.SimDuration;
import java.util.OptionalDouble;

/**
 * How a migration came out, measured or predicted.
 *
 * @param completed whether the guest runs at the destination
 * @param totalMillis from the request to the end, or to the end of watching
 * @param syncs QEMU's dirty-sync-count
 * @param bytes on the wire
 * @param blackoutMillis how long the guest stood; empty if it never did
 */
record Result(
    boolean completed, double totalMillis, long syncs, long bytes, OptionalDouble blackoutMillis) {

  /** A measured one and for how long its migration was watched at most. */
  record Watched(Result result, SimDuration patience) {}
}
