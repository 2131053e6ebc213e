package io.godwit.model.precopy;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/**
 * What an operator may set. Rounds, patience and what follows are the textbook's: QEMU goes on for
 * ever, and whoever runs it ends the attempt.
 *
 * @param downtimeLimit the guest is stopped when the memory left fits into this
 * @param maxBandwidth while the guest runs; {@link Step#UNLIMITED} for none
 * @param maxRounds after which the attempt counts as not converging, at least 1
 * @param patience rounds in a row that leave no less dirty memory than the best before them, after
 *     which it counts as not converging too, at least 1
 * @param onNoConvergence what follows then
 * @param aids against not converging
 */
public record PreCopySettings(
    SimDuration downtimeLimit,
    ByteRate maxBandwidth,
    int maxRounds,
    int patience,
    NoConvergence onNoConvergence,
    ConvergenceAids aids) {

  /**
   * QEMU's downtime limit of 300 ms, no bandwidth limit (libvirt's default), and, as QEMU has
   * neither, our own assumptions of 100 rounds and a patience of 3.
   */
  public static final PreCopySettings DEFAULT =
      new PreCopySettings(
          SimDuration.ofMillis(300),
          Step.UNLIMITED,
          100,
          3,
          NoConvergence.GIVE_UP,
          ConvergenceAids.NONE);

  public PreCopySettings {
    if (maxBandwidth.isZero() || maxRounds < 1 || patience < 1) {
      throw new IllegalArgumentException(
          "max-bandwidth %s, max-rounds %d, patience %d: each must be 1 or more"
              .formatted(maxBandwidth, maxRounds, patience));
    }
  }

  public PreCopySettings withDowntimeLimit(SimDuration limit) {
    return new PreCopySettings(limit, maxBandwidth, maxRounds, patience, onNoConvergence, aids);
  }

  public PreCopySettings withMaxBandwidth(ByteRate limit) {
    return new PreCopySettings(downtimeLimit, limit, maxRounds, patience, onNoConvergence, aids);
  }

  public PreCopySettings withMaxRounds(int limit) {
    return new PreCopySettings(downtimeLimit, maxBandwidth, limit, patience, onNoConvergence, aids);
  }

  public PreCopySettings withPatience(int rounds) {
    return new PreCopySettings(
        downtimeLimit, maxBandwidth, maxRounds, rounds, onNoConvergence, aids);
  }

  public PreCopySettings withOnNoConvergence(NoConvergence choice) {
    return new PreCopySettings(downtimeLimit, maxBandwidth, maxRounds, patience, choice, aids);
  }

  public PreCopySettings withAids(ConvergenceAids choice) {
    return new PreCopySettings(
        downtimeLimit, maxBandwidth, maxRounds, patience, onNoConvergence, choice);
  }
}
