package io.godwit.model.precopy;

import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/** What may be set anew while a migration runs, as {@code migrate-set-parameters} does. */
public sealed interface ParameterChange {

  /** Another {@link PreCopySettings#downtimeLimit}. */
  record DowntimeLimit(SimDuration limit) implements ParameterChange {}

  /** Another {@link PreCopySettings#maxBandwidth}; {@link Step#UNLIMITED} for none. */
  record MaxBandwidth(ByteRate limit) implements ParameterChange {}

  /** Another rule for slowing the guest down; ignored by an engine that knows none. */
  record ThrottlingRule(Throttling rule) implements ParameterChange {}
}
