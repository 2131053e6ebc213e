package io.godwit.runtime.simulation;

import io.godwit.model.unit.SimTime;

/** How far a run is; migrations that are neither done nor running wait. */
public record Progress(SimTime now, long events, long planned, long running, long done) {

  public long waiting() {
    return planned - running - done;
  }
}
