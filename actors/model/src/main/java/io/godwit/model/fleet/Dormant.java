package io.godwit.model.fleet;

import io.godwit.model.fleet.Peers.Held;
import io.godwit.model.fleet.Peers.Likeness;
import io.godwit.model.fleet.Search.Needs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The plans that wait, and of these the ones at which nobody has to look before something has
 * changed that they wait for; and of the others, what nobody has to look for. It follows from the
 * state at any time, and differs from looking at each of them again in nothing but in how long that
 * takes.
 */
final class Dormant {

  /** One at which nobody looks: until a host in this list changes, or it does itself. */
  private record Sleeper(int place, List<Integer> until, Optional<Peers> peers) {}

  private final FleetState state;

  /** By place in the order in which they began. */
  private final NavigableMap<Integer, Integer> awake = new TreeMap<>();

  private final Map<Integer, Sleeper> asleep = new LinkedHashMap<>();

  /** By host: who sleeps until it changes. */
  private final Map<Integer, SortedSet<Integer>> until = new TreeMap<>();

  private final Map<Likeness, Peers> peers = new LinkedHashMap<>();

  /** By place: what holds those back that sleep, where that is on no record yet. */
  private final NavigableMap<Integer, Held> unsaid = new TreeMap<>();

  /** By plan: what found room nowhere, with {@link Hosts#roomier} then. */
  private final Map<Integer, Map<Needs, Long>> withoutRoom = new LinkedHashMap<>();

  private long seen;

  Dormant(FleetState state) {
    this.state = state;
    beginAnew();
  }

  boolean isOf(FleetState other) {
    return state == other;
  }

  private void beginAnew() {
    awake.clear();
    awake.putAll(state.plans().places());
    asleep.clear();
    until.clear();
    peers.clear();
    unsaid.clear();
    seen = state.touches().count();
  }

  /** Wakes those for whom something has changed. */
  void catchUp() {
    if (!state.touches().isKnownSince(seen)) {
      beginAnew();
      return;
    }
    for (int what : state.touches().since(seen)) {
      if (what < 0) {
        wake(Touches.ofPlan(what));
      } else {
        List.copyOf(until.getOrDefault(what, Collections.emptySortedSet())).forEach(this::wake);
      }
    }
    seen = state.touches().count();
  }

  private void wake(int plan) {
    Sleeper sleeper = asleep.remove(plan);
    if (sleeper != null) {
      sleeper.until().forEach(host -> until.get(host).remove(plan));
      sleeper.peers().ifPresent(each -> each.leave(sleeper.place()));
      unsaid.remove(sleeper.place());
    }
    int place = state.plan(plan).place();
    if (state.plans().places().containsKey(place)) {
      awake.put(place, plan);
    } else {
      awake.remove(place);
    }
  }

  /**
   * The place of the next plan after {@code place} that may find a host for one of its migrations.
   * Peers are left out as long as no host is open to them.
   */
  Optional<Integer> after(int place) {
    return Stream.concat(
            Optional.ofNullable(awake.higherKey(place)).stream(),
            peers.values().stream().flatMap(each -> each.next(place, state.hosts()).stream()))
        .min(Integer::compare);
  }

  /** Guests of {@code plan} that need this, and care for no other guest, found room nowhere. */
  void lacksRoom(int plan, Needs needs) {
    withoutRoom
        .computeIfAbsent(plan, any -> new LinkedHashMap<>())
        .put(needs, state.hosts().roomier());
  }

  /** Whether that is known of them, and no host has become roomier since. */
  boolean isWithoutRoom(int plan, Needs needs) {
    Map<Needs, Long> known = withoutRoom.getOrDefault(plan, Collections.emptyMap());
    return known.getOrDefault(needs, -1L) == state.hosts().roomier();
  }

  /** One whose source lets nobody leave, as is on record: now its peers make no difference. */
  void restUntilLetGo(int plan, int source) {
    Sleeper sleeper = asleep.get(plan);
    if (sleeper == null) {
      sleep(plan, List.of(source), Optional.empty());
    } else if (sleeper.peers().isPresent()) {
      sleeper.peers().get().leave(sleeper.place());
      asleep.put(plan, new Sleeper(sleeper.place(), sleeper.until(), Optional.empty()));
    }
  }

  /** One that was looked at in vain. */
  void rest(int plan, Search search) {
    if (asleep.containsKey(plan)) {
      return;
    }
    OptionalInt goal = search.onlyGoal();
    Optional<Likeness> likeness = search.likeness();
    if (goal.isPresent()) {
      int place = sleep(plan, List.of(search.onlySource(), goal.getAsInt()), Optional.empty());
      search.hold().ifPresent(hold -> unsaid.put(place, new Held(plan, hold)));
    } else if (likeness.isPresent()) {
      Peers like = peers.computeIfAbsent(likeness.get(), Peers::new);
      int place = sleep(plan, List.of(search.onlySource()), Optional.of(like));
      like.join(place, plan, search.onlyVm(), search.onlySource(), state.hosts());
    }
  }

  private int sleep(int plan, List<Integer> hosts, Optional<Peers> like) {
    int place = state.plan(plan).place();
    awake.remove(place);
    asleep.put(plan, new Sleeper(place, hosts, like));
    hosts.forEach(host -> until.computeIfAbsent(host, any -> new TreeSet<>()).add(plan));
    return place;
  }

  /** By place: what holds back those that sleep, as far as that may have changed. */
  NavigableMap<Integer, Held> newHolds() {
    NavigableMap<Integer, Held> holds = new TreeMap<>(unsaid);
    unsaid.clear();
    peers.values().forEach(each -> holds.putAll(each.holds(state.hosts())));
    return holds;
  }
}
