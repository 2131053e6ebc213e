package io.godwit.model.fleet;

import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What links can carry while things go wrong: of several troubles at once the worst counts. */
final class Capacities {

  private final FleetSettings settings;
  private final Topology topology;

  /** By link: what befalls it by the clock. */
  private final Map<Integer, List<LinkFault>> byClock = new TreeMap<>();

  Capacities(FleetSettings settings) {
    this.settings = settings;
    this.topology = settings.datacenter().topology();
    for (LinkFault fault : settings.faults()) {
      for (int link : topology.linksNamed(fault.link())) {
        byClock.computeIfAbsent(link, first -> new ArrayList<>()).add(fault);
      }
    }
  }

  /** What is left of a link by what is wrong with links, and with nothing else. */
  ByteRate ofLink(FleetState state, int link, SimTime now) {
    return least(link, Stream.concat(byClock(link, now), troubles(state, link, now, false)));
  }

  /** The same, where also its host may be down or slow. */
  ByteRate of(FleetState state, int link, SimTime now) {
    return least(link, Stream.concat(byClock(link, now), troubles(state, link, now, true)));
  }

  /** Whether a host stands by any pause. */
  boolean isPaused(FleetState state, String host, SimTime now) {
    return state
        .plight()
        .troubles()
        .at(host, now)
        .map(this::trouble)
        .anyMatch(each -> each instanceof Mishap.Hosts of && of.what() == HostTrouble.PAUSE);
  }

  private ByteRate least(int link, Stream<ByteRate> left) {
    return left.reduce(ByteRate::min).orElse(topology.capacity(link));
  }

  private Stream<ByteRate> byClock(int link, SimTime now) {
    return byClock.getOrDefault(link, List.of()).stream()
        .filter(fault -> goesOn(fault, now))
        .map(LinkFault::capacity);
  }

  private static boolean goesOn(LinkFault fault, SimTime now) {
    SimTime begins = SimTime.ZERO.plus(Fleet.fromNow(fault.at()));
    return !begins.isAfter(now) && begins.plus(fault.lasts()).isAfter(now);
  }

  private Stream<ByteRate> troubles(FleetState state, int link, SimTime now, boolean ofHosts) {
    return state
        .plight()
        .troubles()
        .at(link, now)
        .flatMap(each -> left(trouble(each), topology.capacity(link), ofHosts).stream());
  }

  private Mishap.Trouble trouble(Troubles.Trouble trouble) {
    return settings.mishaps().all().get(trouble.mishap()).trouble();
  }

  private static Optional<ByteRate> left(Mishap.Trouble trouble, ByteRate whole, boolean ofHosts) {
    if (trouble instanceof Mishap.Links links) {
      return Optional.of(links.left(whole));
    } else if (ofHosts && trouble instanceof Mishap.Hosts hosts) {
      return switch (hosts.what()) {
        case CRASH, PAUSE -> Optional.of(ByteRate.ZERO);
        case SLOW -> Optional.of(ByteRate.of(whole.bytesPerSecond() / hosts.factor()));
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }
}
