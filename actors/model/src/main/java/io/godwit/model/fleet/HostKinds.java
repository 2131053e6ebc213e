package io.godwit.model.fleet;

import io.godwit.model.hypervisor.HostOffer;
import io.godwit.model.hypervisor.VmSpec;
import java.util.List;

/** Which host is of which kind. Hosts beyond the last of {@code byHost} are of the first kind. */
public final class HostKinds {

  private final List<HostKind> kinds;
  private final int[] byHost;
  private final boolean olderToo;
  private final boolean differ;

  /** By kind, what its hosts give guests; empty where nobody looks, or all give the same. */
  private final List<HostOffer> offers;

  /** Kinds, and for each host the index of its kind; nobody goes to an older engine. */
  public HostKinds(List<HostKind> kinds, int[] byHost) {
    this(kinds, byHost, false);
  }

  /**
   * Kinds, and for each host the index of its kind.
   *
   * @param olderToo whether guests may go to a host with an older engine
   */
  public HostKinds(List<HostKind> kinds, int[] byHost, boolean olderToo) {
    this.kinds = List.copyOf(kinds);
    this.byHost = byHost.clone();
    this.olderToo = olderToo;
    this.differ = differ(this.kinds);
    this.offers = List.of();
  }

  private HostKinds(HostKinds same, List<HostOffer> offers) {
    this.kinds = same.kinds;
    this.byHost = same.byHost;
    this.olderToo = same.olderToo;
    this.differ = same.differ;
    this.offers = offers;
  }

  /** The same, where a guest goes to hosts that do not fit it only when no others are left. */
  public HostKinds fittingFirst() {
    List<HostOffer> all = kinds.stream().map(HostKind::offer).toList();
    return new HostKinds(this, all.stream().distinct().count() > 1 ? all : List.of());
  }

  /** Whether a guest of hosts of one kind is known not to fit those of another. */
  boolean isUnfit(int from, int to, VmSpec vm, GuestTraits guest) {
    return !offers.isEmpty()
        && from != to
        && !offers
            .get(from)
            .needs(vm, guest.cpu(), guest.machine())
            .lacking(offers.get(to), vm)
            .isEmpty();
  }

  /** Hosts that are all alike. */
  public static HostKinds of(HostKind kind) {
    return new HostKinds(List.of(kind), new int[0]);
  }

  HostKind of(int host) {
    return kinds.get(number(host));
  }

  /** Where the kind that a host has at first stands among all. */
  public int number(int host) {
    return host < byHost.length ? byHost[host] : 0;
  }

  /** Whether a guest may go from a host of one kind to one of another, as engines go. */
  boolean mayFollow(HostKind from, HostKind to) {
    return olderToo || from.generation() <= to.generation();
  }

  /** Whether it matters to a migration which kinds it goes between. */
  boolean differ() {
    return differ;
  }

  private static boolean differ(List<HostKind> kinds) {
    HostKind first = kinds.get(0);
    return kinds.stream()
        .anyMatch(
            kind ->
                kind.speed() != first.speed()
                    || !kind.engine().equals(first.engine())
                    || !kind.offer().equals(first.offer()));
  }

  /** Every kind that there is. */
  public List<HostKind> all() {
    return kinds;
  }
}
