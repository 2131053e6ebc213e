package io.godwit.model.precopy;

import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.PreCopySettings.SwitchOver;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/** What may be set anew while a migration runs, as {@code migrate-set-parameters} does. */
public sealed interface ParameterChange {

  /** The settings from then on. */
  PreCopySettings in(PreCopySettings settings);

  /** Another {@link PreCopySettings#downtimeLimit}. */
  record DowntimeLimit(SimDuration limit) implements ParameterChange {
    @Override
    public PreCopySettings in(PreCopySettings settings) {
      return settings.withDowntimeLimit(limit);
    }
  }

  /** Another {@link PreCopySettings#maxBandwidth}; {@link Step#UNLIMITED} for none. */
  record MaxBandwidth(ByteRate limit) implements ParameterChange {
    @Override
    public PreCopySettings in(PreCopySettings settings) {
      return settings.withMaxBandwidth(limit);
    }
  }

  /** Another rule for slowing the guest down; ignored by an engine that knows none. */
  record ThrottlingRule(Throttling rule) implements ParameterChange {
    @Override
    public PreCopySettings in(PreCopySettings settings) {
      return settings.withAids(settings.aids().withThrottling(rule));
    }
  }

  /** Another {@link SwitchOver#bandwidth}. */
  record SwitchOverBandwidth(Optional<ByteRate> promised) implements ParameterChange {
    @Override
    public PreCopySettings in(PreCopySettings settings) {
      SwitchOver now = settings.switchOver();
      return settings.with(new SwitchOver(promised, now.postCopyBandwidth(), now.deviceData()));
    }
  }

  /** Another {@link SwitchOver#postCopyBandwidth}; {@link Step#UNLIMITED} for none. */
  record PostCopyBandwidth(ByteRate limit) implements ParameterChange {
    @Override
    public PreCopySettings in(PreCopySettings settings) {
      SwitchOver now = settings.switchOver();
      return settings.with(new SwitchOver(now.bandwidth(), limit, now.deviceData()));
    }
  }

  /** The guest moves on at the next occasion, {@code migrate-start-postcopy}. */
  record StartPostCopy() implements ParameterChange {
    @Override
    public PreCopySettings in(PreCopySettings settings) {
      return settings.withAids(settings.aids().withPostCopyAfter(SimDuration.ZERO));
    }
  }
}
