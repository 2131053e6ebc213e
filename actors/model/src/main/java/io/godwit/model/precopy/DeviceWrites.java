package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * What devices wrote by themselves since they were last asked for it, now that they stand.
 *
 * @param written in pages, whoever knows of it
 * @param found of it, and therefore sent
 * @param late bytes on the wire of pages that were written after the guest's processors had stopped
 * @param took to ask
 */
public record DeviceWrites(ByteCount written, ByteCount found, ByteCount late, SimDuration took) {}
