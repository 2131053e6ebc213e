package io.godwit.model.sharing;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/**
 * What one link has done so far.
 *
 * @param carried bytes of flows, each flow's rounded down
 * @param full how long its flows were given all of its capacity; a dead link is never full
 * @param peak the most that it was seen to carry at once; the true peak is at most a sixteenth more
 */
public record LinkUse(ByteCount carried, SimDuration full, ByteRate peak) {

  /** Of a link that no flow has crossed. */
  static final LinkUse NONE = new LinkUse(ByteCount.ZERO, SimDuration.ZERO, ByteRate.ZERO);
}
