package io.godwit.model.fleet;

import java.util.List;

/** Which host is of which kind. Hosts beyond the last of {@code byHost} are of the first kind. */
public final class HostKinds {

  private final List<HostKind> kinds;
  private final int[] byHost;

  /** Kinds, and for each host the index of its kind. */
  public HostKinds(List<HostKind> kinds, int[] byHost) {
    this.kinds = List.copyOf(kinds);
    this.byHost = byHost.clone();
  }

  /** Hosts that are all alike. */
  public static HostKinds of(HostKind kind) {
    return new HostKinds(List.of(kind), new int[0]);
  }

  HostKind of(int host) {
    return kinds.get(host < byHost.length ? byHost[host] : 0);
  }

  /** Every kind that there is. */
  List<HostKind> all() {
    return kinds;
  }
}
