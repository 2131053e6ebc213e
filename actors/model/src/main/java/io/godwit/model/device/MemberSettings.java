package io.godwit.model.device;

import io.godwit.model.unit.SimDuration;

/**
 * What a member device is, and how busily its guest uses it.
 *
 * @param type of device
 * @param queues 1 to 256
 * @param requestsPerSecond that the guest puts on each queue while the device is active
 * @param requestTime how long one request takes the backing; what is in flight when the device is
 *     stopped takes at most this to finish
 * @param resetTime of a function level reset (30 ms: an assumption between the 1 ms of fast devices
 *     and the 100 ms that PCIe allows, facts/virtio.md H.2)
 */
public record MemberSettings(
    DeviceTypes type,
    int queues,
    long requestsPerSecond,
    SimDuration requestTime,
    SimDuration resetTime) {

  public static final int MOST_QUEUES = 256;

  public MemberSettings {
    if (queues < 1 || queues > MOST_QUEUES || requestsPerSecond < 0) {
      throw new IllegalArgumentException(
          "%d queues with %d requests/s: 1 to %d queues, and no negative rate"
              .formatted(queues, requestsPerSecond, MOST_QUEUES));
    }
  }

  /** Requests in flight on each queue while it is busy: Little's law, rounded up, 64 at most. */
  int inFlightPerQueue() {
    long product = Math.multiplyExact(requestsPerSecond, requestTime.nanos());
    return (int) Math.min(64, (product + 999_999_999L) / 1_000_000_000L);
  }
}
