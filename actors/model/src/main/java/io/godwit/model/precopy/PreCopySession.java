package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;

/**
 * One attempt at one guest's memory, as a step machine. A session never changes: each answer
 * carries its successor, so that a migration may keep it in its state and repeat any question.
 */
public interface PreCopySession {

  /** What to do after the last step came to {@code sent}. */
  Turn next(Sent sent, SimTime now);

  /**
   * The memory that has to follow now that the guest is stopped.
   *
   * @param ran how long the guest went on running after the turn that asked for the stop
   */
  Step.Send afterStop(SimDuration ran);

  /**
   * The memory that follows the guest when it already runs at the destination: nothing, unless the
   * stop was one for post-copy.
   */
  default Step.Send afterResume() {
    return Step.Send.all(ByteCount.ZERO, Step.UNLIMITED);
  }

  /**
   * How often a guest at the destination touches a page that has not come yet, when it gets {@code
   * ran} of its own time until all have come. Only pages that it writes count: what it reads is not
   * modelled.
   */
  default long pageFaults(SimDuration ran) {
    return 0;
  }

  /** Pages of 4 KiB that come together in post-copy: one of the host's. */
  default long backing() {
    return 1;
  }

  /**
   * What the guest's devices have written by themselves; empty when nobody asks.
   *
   * @param ran as for {@link #afterStop}
   * @param workedOn how long devices went on working after that
   */
  default Optional<DeviceWrites> deviceWrites(SimDuration ran, SimDuration workedOn) {
    return Optional.empty();
  }

  /** How fast the devices' data may go that follows the final memory. */
  default ByteRate deviceDataPace() {
    return Step.UNLIMITED;
  }

  /** Whether the source waits for a last word from the destination before it lets go. */
  default boolean acknowledges() {
    return false;
  }

  /** The same, after which a stop leaves the memory behind: it follows the guest. */
  PreCopySession forPostCopy();

  /** The same under other parameters from now on. */
  PreCopySession with(ParameterChange change);
}
