package io.godwit.model.topology;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * Links of its own that a fabric has beside leaf and spine, and the pairs of hosts that use them.
 *
 * @param routes of pairs without one, leaf and spine are the way
 */
public record Wiring(List<Link> links, List<Route> routes) {

  public static final Wiring NONE = new Wiring(List.of(), List.of());

  public Wiring {
    links = List.copyOf(links);
    routes = List.copyOf(routes);
  }

  /** A link that both directions share. */
  public record Link(String name, ByteRate rate, SimDuration latency) {}

  /**
   * The way between two hosts, the same in both directions.
   *
   * @param one index of a host
   * @param other index of another
   * @param via the numbers of the links in {@link Wiring#links}
   */
  public record Route(int one, int other, List<Integer> via) {
    public Route {
      via = List.copyOf(via);
    }
  }
}
