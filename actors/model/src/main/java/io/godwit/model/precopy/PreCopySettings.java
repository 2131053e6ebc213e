package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

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
 * @param switchOver what the switch-over can count on
 */
public record PreCopySettings(
    SimDuration downtimeLimit,
    ByteRate maxBandwidth,
    int maxRounds,
    int patience,
    NoConvergence onNoConvergence,
    ConvergenceAids aids,
    SwitchOver switchOver) {

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
          ConvergenceAids.NONE,
          SwitchOver.DEFAULT);

  /**
   * What matters once the guest stops.
   *
   * @param bandwidth that the operator promises for it (avail-switchover-bandwidth); empty to
   *     estimate it
   * @param postCopyBandwidth for memory that follows the guest; {@link Step#UNLIMITED} for none
   * @param deviceData what passed-through devices have to send after the stop, as far as their
   *     driver can tell before
   */
  public record SwitchOver(
      Optional<ByteRate> bandwidth, ByteRate postCopyBandwidth, ByteCount deviceData) {

    public static final SwitchOver DEFAULT =
        new SwitchOver(Optional.empty(), Step.UNLIMITED, ByteCount.ZERO);

    public SwitchOver {
      if (postCopyBandwidth.isZero() || bandwidth.filter(ByteRate::isZero).isPresent()) {
        throw new IllegalArgumentException("a bandwidth of nothing: leave it out instead");
      }
    }

    public SwitchOver withDeviceData(ByteCount size) {
      return new SwitchOver(bandwidth, postCopyBandwidth, size);
    }
  }

  public PreCopySettings {
    if (maxBandwidth.isZero() || maxRounds < 1 || patience < 1) {
      throw new IllegalArgumentException(
          "max-bandwidth %s, max-rounds %d, patience %d: each must be 1 or more"
              .formatted(maxBandwidth, maxRounds, patience));
    }
  }

  ByteRate postCopyBandwidth() {
    return switchOver.postCopyBandwidth();
  }

  public PreCopySettings withDowntimeLimit(SimDuration limit) {
    return new PreCopySettings(
        limit, maxBandwidth, maxRounds, patience, onNoConvergence, aids, switchOver);
  }

  public PreCopySettings withMaxBandwidth(ByteRate limit) {
    return new PreCopySettings(
        downtimeLimit, limit, maxRounds, patience, onNoConvergence, aids, switchOver);
  }

  public PreCopySettings withMaxRounds(int limit) {
    return new PreCopySettings(
        downtimeLimit, maxBandwidth, limit, patience, onNoConvergence, aids, switchOver);
  }

  public PreCopySettings withPatience(int rounds) {
    return new PreCopySettings(
        downtimeLimit, maxBandwidth, maxRounds, rounds, onNoConvergence, aids, switchOver);
  }

  public PreCopySettings withOnNoConvergence(NoConvergence choice) {
    return new PreCopySettings(
        downtimeLimit, maxBandwidth, maxRounds, patience, choice, aids, switchOver);
  }

  public PreCopySettings withAids(ConvergenceAids choice) {
    return new PreCopySettings(
        downtimeLimit, maxBandwidth, maxRounds, patience, onNoConvergence, choice, switchOver);
  }

  public PreCopySettings with(SwitchOver choice) {
    return new PreCopySettings(
        downtimeLimit, maxBandwidth, maxRounds, patience, onNoConvergence, aids, choice);
  }
}
