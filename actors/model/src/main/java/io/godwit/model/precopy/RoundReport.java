package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * The engine has looked at what the guest dirtied: the end of a round, or a dirty sync.
 *
 * @param round from 1
 * @param sent bytes on the wire since the round before
 * @param dirtied bytes of memory now dirty: what the next round would send
 * @param took time since the round before
 */
public record RoundReport(int round, ByteCount sent, ByteCount dirtied, SimDuration took) {}
