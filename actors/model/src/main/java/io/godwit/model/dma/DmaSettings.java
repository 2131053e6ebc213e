package io.godwit.model.dma;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;

/**
 * What a member writes into its guest's memory, and who keeps account of it.
 *
 * @param buffers of all its queues together: they are filled one after the other, round and round
 * @param requestBytes of a buffer that one request fills
 * @param unit in which writes are known, in pages of 4 KiB; 0 for the pages behind the guest
 */
public record DmaSettings(
    DirtyTrackers tracker, ByteCount buffers, ByteCount requestBytes, long unit) {

  /** The writes of a member with so many requests a second, in {@code where}. */
  DirtyModel writes(long requestsPerSecond, PageRange where) {
    var rate = new ByteRate(Math.multiplyExact(requestsPerSecond, requestBytes.bytes()));
    return DirtyModels.SEQUENTIAL.of(Workload.even(where, rate));
  }
}
