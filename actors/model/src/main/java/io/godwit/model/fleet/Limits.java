package io.godwit.model.fleet;

import io.godwit.model.unit.ByteRate;

/**
 * How many migrations may run at once, each at least 1; {@link #NONE} stands for any number. Those
 * of a plan and those of the fleet hold beside each other.
 *
 * @param perSource leaving one host
 * @param perDestination arriving at one host
 * @param total of the plan, or of all plans together
 * @param perUplink crossing one uplink of a rack in one direction
 * @param minRate what every link on the way must have left for a migration to begin, and what it
 *     then holds for it; zero when links are not looked at
 */
public record Limits(
    int perSource, int perDestination, int total, int perUplink, ByteRate minRate) {

  public static final int NONE = Integer.MAX_VALUE;

  /** Nothing is limited. */
  public static final Limits UNLIMITED = new Limits(NONE, NONE, NONE);

  public Limits {
    if (perSource < 1 || perDestination < 1 || total < 1 || perUplink < 1) {
      throw new IllegalArgumentException(
          "limits below 1 let nothing run: %d, %d, %d, %d"
              .formatted(perSource, perDestination, total, perUplink));
    }
  }

  /** Limits that do not look at links. */
  public Limits(int perSource, int perDestination, int total) {
    this(perSource, perDestination, total, NONE, ByteRate.ZERO);
  }

  /** Those that hold where nobody leaves a host, and nothing crosses a link. */
  Limits ofArrivals() {
    return new Limits(NONE, perDestination, total);
  }

  boolean looksAtLinks() {
    return perUplink < NONE || !minRate.isZero();
  }
}
