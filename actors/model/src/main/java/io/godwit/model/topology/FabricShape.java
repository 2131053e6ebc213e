package io.godwit.model.topology;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/**
 * The measures of a leaf-spine fabric. Every link has two directions, each with all of the rate.
 *
 * @param pods 1 or more; without pod uplinks a pod is only a name
 * @param racksPerPod 1 or more, each with one leaf switch
 * @param hostsPerRack 1 or more
 * @param hostLink between a host and its leaf
 * @param uplinksPerRack 1 or more parallel links; 1 also stands for an aggregate of many
 * @param rackUplink of each of them
 * @param podUplink between a pod and the core; {@link ByteRate#ZERO} when the core never limits
 * @param hopLatency of each link, whatever its kind
 */
public record FabricShape(
    int pods,
    int racksPerPod,
    int hostsPerRack,
    ByteRate hostLink,
    int uplinksPerRack,
    ByteRate rackUplink,
    ByteRate podUplink,
    SimDuration hopLatency) {

  /** So that every host, rack and link has an int for its index: 2^28 hosts. */
  static final long MOST_HOSTS = 1L << 28;

  public FabricShape {
    requirePositive("pods", pods);
    requirePositive("racks per pod", racksPerPod);
    requirePositive("hosts per rack", hostsPerRack);
    requirePositive("uplinks per rack", uplinksPerRack);
    long racks = (long) pods * racksPerPod;
    if (racks > MOST_HOSTS / hostsPerRack || racks > MOST_HOSTS / uplinksPerRack) {
      throw new IllegalArgumentException(
          "%d pods of %d racks of %d hosts and %d uplinks: at most %d hosts and uplinks each"
              .formatted(pods, racksPerPod, hostsPerRack, uplinksPerRack, MOST_HOSTS));
    }
  }

  /** One aggregated uplink per rack, and a core that never limits. */
  public static FabricShape of(
      int pods,
      int racksPerPod,
      int hostsPerRack,
      ByteRate hostLink,
      ByteRate rackUplink,
      SimDuration hopLatency) {
    return new FabricShape(
        pods, racksPerPod, hostsPerRack, hostLink, 1, rackUplink, ByteRate.ZERO, hopLatency);
  }

  public FabricShape withRackUplinks(int perRack, ByteRate each) {
    return new FabricShape(
        pods, racksPerPod, hostsPerRack, hostLink, perRack, each, podUplink, hopLatency);
  }

  public FabricShape withPodUplink(ByteRate rate) {
    return new FabricShape(
        pods, racksPerPod, hostsPerRack, hostLink, uplinksPerRack, rackUplink, rate, hopLatency);
  }

  boolean hasPodUplinks() {
    return !podUplink.isZero();
  }

  int racks() {
    return pods * racksPerPod;
  }

  private static void requirePositive(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(what + ": " + count + ", but a fabric needs at least 1");
    }
  }
}
