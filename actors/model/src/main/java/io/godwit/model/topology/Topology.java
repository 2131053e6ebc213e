package io.godwit.model.topology;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A leaf-spine fabric, computed rather than stored: names, routes and latencies follow from the
 * dense indices of hosts and links, so that 100,000 hosts take no memory.
 *
 * <p>Links are numbered hosts first ({@code tx} even, {@code rx} odd), then the uplinks of the
 * racks, then those of the pods. Names are {@code pod-0/rack-1/host-3/tx}, {@code pod-0/rack-1/up}
 * (with several uplinks {@code up-0}, {@code up-1}, …) and {@code pod-0/up}.
 */
public final class Topology {

  private final FabricShape shape;
  private final int rackLinks;
  private final int podLinks;
  private final int ownLinks;
  private final NetworkModels model;
  private final Wiring wiring;
  private final Map<Long, Wiring.Route> routes = new TreeMap<>();
  private final Map<Integer, ByteRate> hostLinks;
  private final Weights weights;

  public Topology(FabricShape shape) {
    this(shape, Wiring.NONE, NetworkModels.MAXMIN);
  }

  public Topology(FabricShape shape, Wiring wiring, NetworkModels model) {
    this(shape, wiring, model, new TreeMap<>());
  }

  /**
   * A fabric where some hosts have links of their own.
   *
   * @param hostLinks by host, where it is not the shape's
   */
  public Topology(
      FabricShape shape, Wiring wiring, NetworkModels model, Map<Integer, ByteRate> hostLinks) {
    this.shape = shape;
    this.hostLinks = new TreeMap<>(hostLinks);
    this.wiring = wiring;
    this.model = model;
    rackLinks = 2 * hosts();
    podLinks = rackLinks + 2 * shape.racks() * shape.uplinksPerRack();
    ownLinks = podLinks + (shape.hasPodUplinks() ? 2 * shape.pods() : 0);
    wiring.routes().forEach(route -> routes.put(pair(route.one(), route.other()), route));
    weights = Weights.of(penalties());
  }

  /** The same where these hosts have links of their own. */
  public Topology with(Map<Integer, ByteRate> ofHosts) {
    return new Topology(shape, wiring, model, ofHosts);
  }

  public FabricShape shape() {
    return shape;
  }

  public int hosts() {
    return shape.racks() * shape.hostsPerRack();
  }

  /** How many directed links there are; their indices run from 0. */
  public int links() {
    return ownLinks + wiring.links().size();
  }

  public int rackOf(int host) {
    return requireHost(host) / shape.hostsPerRack();
  }

  public int podOf(int host) {
    return rackOf(host) / shape.racksPerPod();
  }

  public String hostName(int host) {
    return rackName(rackOf(host)) + "/host-" + host % shape.hostsPerRack();
  }

  public LinkKind kindOf(int link) {
    boolean outward = (requireLink(link) & 1) == 0;
    if (link >= ownLinks) {
      return LinkKind.WIRE;
    } else if (link < rackLinks) {
      return outward ? LinkKind.HOST_TX : LinkKind.HOST_RX;
    } else if (link < podLinks) {
      return outward ? LinkKind.RACK_UP : LinkKind.RACK_DOWN;
    }
    return outward ? LinkKind.POD_UP : LinkKind.POD_DOWN;
  }

  /** What all flows across a link may have together. */
  public ByteRate capacity(int link) {
    return model.usable(rate(link));
  }

  private ByteRate rate(int link) {
    LinkKind kind = kindOf(link);
    return switch (kind) {
      case WIRE -> wiring.links().get(link - ownLinks).rate();
      case HOST_TX, HOST_RX -> hostLinks.getOrDefault(link / 2, shape.hostLink());
      default -> kind.capacity(shape);
    };
  }

  public String linkName(int link) {
    LinkKind kind = kindOf(link);
    return switch (kind) {
      case HOST_TX, HOST_RX -> hostName(link / 2) + "/" + kind.word();
      case RACK_UP, RACK_DOWN -> {
        int uplink = (link - rackLinks) / 2;
        int perRack = shape.uplinksPerRack();
        String name = rackName(uplink / perRack) + "/" + kind.word();
        yield perRack == 1 ? name : name + "-" + uplink % perRack;
      }
      case WIRE -> wiring.links().get(link - ownLinks).name();
      case POD_UP, POD_DOWN -> "pod-" + (link - podLinks) / 2 + "/" + kind.word();
    };
  }

  /**
   * The links from one host to another in the order in which a byte crosses them; none when they
   * are the same. Of several uplinks, each pair of hosts always takes the same one.
   */
  public int[] route(int source, int destination) {
    int from = rackOf(source);
    int to = rackOf(destination);
    Optional<Wiring.Route> own = ownRoute(source, destination);
    if (source == destination) {
      return new int[0];
    } else if (own.isPresent()) {
      return own.get().via().stream().mapToInt(link -> ownLinks + link).toArray();
    } else if (from == to) {
      return new int[] {hostLink(source, true), hostLink(destination, false)};
    }
    int way = wayOf(source, destination);
    int tx = hostLink(source, true);
    int up = rackLink(from, way, true);
    int down = rackLink(to, way, false);
    int rx = hostLink(destination, false);
    int fromPod = from / shape.racksPerPod();
    int toPod = to / shape.racksPerPod();
    if (fromPod == toPod || !shape.hasPodUplinks()) {
      return new int[] {tx, up, down, rx};
    }
    return new int[] {tx, up, podLink(fromPod, true), podLink(toPod, false), down, rx};
  }

  /** How long a first byte takes: a host's own memory none, then 2, 4 or 6 hops. */
  public SimDuration latency(int source, int destination) {
    Optional<Wiring.Route> own = ownRoute(source, destination);
    return own.map(this::latency)
        .orElseGet(() -> shape.hopLatency().times(hops(source, destination)));
  }

  private SimDuration latency(Wiring.Route route) {
    return route.via().stream()
        .map(link -> wiring.links().get(link).latency())
        .reduce(SimDuration.ZERO, SimDuration::plus);
  }

  /** How long a flow waits before its first byte leaves. */
  public SimDuration before(int source, int destination) {
    return model.before(latency(source, destination));
  }

  /** The most that a flow may have. */
  public ByteRate most(int source, int destination) {
    return model.most(latency(source, destination));
  }

  /** How long its last byte is under way. */
  public SimDuration after(int source, int destination) {
    return model.after(latency(source, destination));
  }

  /** The weight of a flow between two hosts, 1 or more; within one host it shares nothing. */
  public int weight(int source, int destination) {
    return model == NetworkModels.MAXMIN || source == destination
        ? 1
        : weights.of(penalty(source, destination));
  }

  private long penalty(int source, int destination) {
    return model.penalty(
        latency(source, destination),
        IntStream.of(route(source, destination)).mapToObj(this::rate).toList());
  }

  /** Of every kind of route: a rack's own, one between racks, one between pods, and the wired. */
  private Set<Long> penalties() {
    var penalties = new TreeSet<Long>();
    if (model != NetworkModels.MAXMIN) {
      int pod = shape.racksPerPod() * shape.hostsPerRack();
      IntStream.of(1, shape.hostsPerRack(), pod)
          .filter(host -> host < hosts())
          .forEach(host -> penalties.add(penalty(0, host)));
      wiring.routes().forEach(route -> penalties.add(penalty(route.one(), route.other())));
    }
    return penalties;
  }

  private Optional<Wiring.Route> ownRoute(int source, int destination) {
    return routes.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(routes.get(pair(source, destination)));
  }

  private static long pair(int source, int destination) {
    return ((long) Math.min(source, destination) << 32) | Math.max(source, destination);
  }

  /** The hosts of the pod, the rack or the one host of that name. */
  public Optional<HostRange> named(String name) {
    return FabricName.parse(name).filter(FabricName::isPlace).flatMap(place -> place.hosts(shape));
  }

  /** The index of the host with this name; throws for any other name. */
  public int host(String name) {
    return named(name)
        .filter(range -> range.count() == 1)
        .orElseThrow(() -> new IllegalArgumentException("there is no host '" + name + "'"))
        .first();
  }

  /**
   * The links that {@code name} stands for, ascending; none when there are none. A full name stands
   * for one direction; {@code pod-0/rack-1/uplink-0} for both directions of an uplink, {@code
   * pod-0/rack-1/uplink} for all uplinks of a rack, {@code pod-0/uplink} for those of a pod, and a
   * host's name for its {@code tx} and {@code rx}.
   */
  public int[] linksNamed(String name) {
    for (int i = 0; i < wiring.links().size(); i++) {
      if (wiring.links().get(i).name().equals(name)) {
        return new int[] {ownLinks + i};
      }
    }
    return FabricName.parse(name).map(parsed -> parsed.links(this)).orElseGet(() -> new int[0]);
  }

  int hostLink(int host, boolean outward) {
    return 2 * host + (outward ? 0 : 1);
  }

  int rackLink(int rack, int uplink, boolean outward) {
    return rackLinks + 2 * (rack * shape.uplinksPerRack() + uplink) + (outward ? 0 : 1);
  }

  int podLink(int pod, boolean outward) {
    return podLinks + 2 * pod + (outward ? 0 : 1);
  }

  private int hops(int source, int destination) {
    if (source == destination) {
      return 0;
    } else if (rackOf(source) == rackOf(destination)) {
      return 2;
    }
    return podOf(source) == podOf(destination) ? 4 : 6;
  }

  /** Spreads pairs of hosts over the uplinks as a hash of addresses would, the same in each run. */
  private int wayOf(int source, int destination) {
    long mixed = (((long) source << 32) | destination) * 0x9E37_79B9_7F4A_7C15L;
    return (int) ((mixed >>> 33) % shape.uplinksPerRack());
  }

  private String rackName(int rack) {
    return "pod-" + rack / shape.racksPerPod() + "/rack-" + rack % shape.racksPerPod();
  }

  private int requireHost(int host) {
    if (host < 0 || host >= hosts()) {
      throw new IllegalArgumentException("host " + host + ": the fabric has 0 to " + (hosts() - 1));
    }
    return host;
  }

  private int requireLink(int link) {
    if (link < 0 || link >= links()) {
      throw new IllegalArgumentException("link " + link + ": the fabric has 0 to " + (links() - 1));
    }
    return link;
  }
}
