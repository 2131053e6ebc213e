package io.godwit.model.topology;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A name of the fabric taken apart: {@code pod-P[/rack-R[/host-H]]}, then for links {@code /LINK}
 * or {@code /LINK-N}. Absent numbers are -1, an absent link is empty.
 */
record FabricName(int pod, int rack, int host, String link, int uplink) {

  private static final Pattern FORM =
      Pattern.compile(
          "pod-(\\d{1,9})(?:/rack-(\\d{1,9}))?(?:/host-(\\d{1,9}))?"
              + "(?:/(tx|rx|up|down|uplink)(?:-(\\d{1,9}))?)?");

  static Optional<FabricName> parse(String name) {
    Matcher matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var parsed =
        new FabricName(
            number(matcher, 1),
            number(matcher, 2),
            number(matcher, 3),
            Optional.ofNullable(matcher.group(4)).orElse(""),
            number(matcher, 5));
    return Optional.of(parsed).filter(FabricName::isWhole);
  }

  boolean isPlace() {
    return link.isEmpty();
  }

  Optional<HostRange> hosts(FabricShape shape) {
    int rackSize = shape.hostsPerRack();
    if (pod >= shape.pods() || rack >= shape.racksPerPod() || host >= rackSize) {
      return Optional.empty();
    } else if (rack < 0) {
      int podSize = shape.racksPerPod() * rackSize;
      return Optional.of(new HostRange(pod * podSize, podSize));
    }
    int first = rackIndex(shape) * rackSize;
    return Optional.of(host < 0 ? new HostRange(first, rackSize) : new HostRange(first + host, 1));
  }

  int[] links(Topology topology) {
    FabricShape shape = topology.shape();
    Optional<HostRange> hosts = hosts(shape);
    if (hosts.isEmpty() || uplink >= shape.uplinksPerRack()) {
      return new int[0];
    } else if (host >= 0) {
      int index = hosts.get().first();
      return directions(
          !"rx".equals(link), !"tx".equals(link), outward -> topology.hostLink(index, outward));
    } else if (rack < 0 && !shape.hasPodUplinks()) {
      return new int[0];
    }
    boolean up = !"down".equals(link);
    boolean down = !"up".equals(link);
    if (rack < 0) {
      return directions(up, down, outward -> topology.podLink(pod, outward));
    }
    return IntStream.range(0, shape.uplinksPerRack())
        .filter(each -> uplink < 0 || uplink == each)
        .flatMap(
            each ->
                IntStream.of(
                    directions(
                        up, down, outward -> topology.rackLink(rackIndex(shape), each, outward))))
        .toArray();
  }

  private interface Direction {
    int link(boolean outward);
  }

  private static int[] directions(boolean outward, boolean inward, Direction direction) {
    if (outward && inward) {
      return new int[] {direction.link(true), direction.link(false)};
    }
    return new int[] {direction.link(outward)};
  }

  private int rackIndex(FabricShape shape) {
    return pod * shape.racksPerPod() + rack;
  }

  /** Whether the parts belong together: a host in a rack, and only links that the place has. */
  private boolean isWhole() {
    if (host >= 0 && rack < 0) {
      return false;
    } else if (link.isEmpty()) {
      return true;
    }
    boolean ofHost = link.length() == 2 && link.charAt(1) == 'x';
    return ofHost == (host >= 0) && (uplink < 0 || (!ofHost && rack >= 0));
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? -1 : Integer.parseInt(digits);
  }
}
