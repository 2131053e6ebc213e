package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * What became of the last step.
 *
 * @param bytes that really went out; none after a wait
 * @param elapsed time since the engine was last asked
 */
public record Sent(ByteCount bytes, SimDuration elapsed) {

  public static Sent nothing(SimDuration elapsed) {
    return new Sent(ByteCount.ZERO, elapsed);
  }
}
