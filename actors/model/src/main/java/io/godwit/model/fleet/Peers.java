package io.godwit.model.fleet;

import io.godwit.model.fleet.Search.Needs;
import io.godwit.model.hypervisor.VmSpec;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Plans with one guest left each that may go anywhere, under the same limits and with the same
 * needs: whether there is a host for one of them is the same for all, but for its own.
 */
final class Peers {

  /** What they have in common; the kind is that of their hosts. */
  record Likeness(Bounds bounds, Needs needs, int kind) {}

  /** What holds a plan back. */
  record Held(int plan, String by) {}

  private record Member(int plan, VmSpec vm, int source) {}

  private final Likeness likeness;
  private final NavigableMap<Integer, Member> members = new TreeMap<>();

  /** Those whose source lets them leave. */
  private final NavigableSet<Integer> ready = new TreeSet<>();

  /** Those of whom {@link #holds} has said nothing yet. */
  private final NavigableSet<Integer> fresh = new TreeSet<>();

  /** Whether all were held back by hosts that are taken when they were last asked for. */
  private boolean wasPlain;

  Peers(Likeness likeness) {
    this.likeness = likeness;
  }

  void join(int place, int plan, VmSpec vm, int source, Hosts hosts) {
    members.put(place, new Member(plan, vm, source));
    fresh.add(place);
    if (isLetGo(source, hosts)) {
      ready.add(place);
    }
  }

  void leave(int place) {
    members.remove(place);
    fresh.remove(place);
    ready.remove(place);
  }

  private boolean isLetGo(int source, Hosts hosts) {
    return hosts.leaving(source) < likeness.bounds().perSource();
  }

  /** The place of the first after {@code place} that may leave, if a host is open to it. */
  Optional<Integer> next(int place, Hosts hosts) {
    Optional<Integer> next = Optional.ofNullable(ready.higher(place));
    return next.isPresent() && open(hosts).findAny().isPresent() ? next : Optional.empty();
  }

  /** By place: what holds them back now, of those for whom that may have changed since. */
  NavigableMap<Integer, Held> holds(Hosts hosts) {
    NavigableMap<Integer, Held> holds = new TreeMap<>();
    if (members.isEmpty()) {
      return holds;
    }
    List<Integer> open = open(hosts).limit(2).boxed().toList();
    List<Integer> fitting =
        fitting(hosts.byLoad().stream().mapToInt(Hosts.Load::host), hosts)
            .limit(2)
            .boxed()
            .toList();
    List<Integer> kept = keptApart(hosts);
    boolean isPlain = open.isEmpty() && fitting.size() == 2;
    for (int place : isPlain && wasPlain ? List.copyOf(fresh) : List.copyOf(members.keySet())) {
      Member member = members.get(place);
      holds.put(
          place, new Held(member.plan(), likeness.bounds().key(hold(member, open, fitting, kept))));
    }
    wasPlain = isPlain;
    fresh.clear();
    return holds;
  }

  private static Hold hold(
      Member member, List<Integer> open, List<Integer> fitting, List<Integer> kept) {
    if (isAnother(member.source(), open)) {
      return Hold.PER_SOURCE;
    } else if (isAnother(member.source(), fitting)) {
      return Hold.PER_DESTINATION;
    }
    return isAnother(member.source(), kept) ? Hold.APART : Hold.ROOM;
  }

  /** Two hosts that would take one of them, but for a guest that it must be apart from. */
  private List<Integer> keptApart(Hosts hosts) {
    Member any = members.firstEntry().getValue();
    return hosts.traitsOf(any.vm()).apart().isEmpty()
        ? List.of()
        : hosts.byLoad().stream()
            .map(Hosts.Load::host)
            .filter(host -> isKeptApart(hosts.objection(host, any.vm(), any.source())))
            .limit(2)
            .toList();
  }

  private static boolean isKeptApart(Optional<Objection> objection) {
    return objection.equals(Optional.of(Objection.APART));
  }

  private static boolean isAnother(int source, Collection<Integer> hosts) {
    return hosts.stream().anyMatch(host -> host != source);
  }

  private IntStream open(Hosts hosts) {
    return fitting(hosts.open(likeness.bounds().perDestination()), hosts);
  }

  private IntStream fitting(IntStream all, Hosts hosts) {
    Member any = members.firstEntry().getValue();
    return all.filter(host -> hosts.fits(host, any.vm(), any.source()));
  }
}
