package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.FleetEvent.BackgroundTurned;
import io.godwit.model.topology.LinkKind;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the fleet believes of the links: how many migrations cross each, and what is held for them.
 */
final class Paths implements StatePart {

  /** What migrations under way have of one direction of a link. */
  private record Held(int migrations, long bytesPerSecond) {
    static final Held NOTHING = new Held(0, 0);

    Held plus(int more, long rate) {
      return new Held(migrations + more, bytesPerSecond + rate);
    }
  }

  private final transient Topology topology;
  private final transient List<BackgroundTraffic> background;
  private final Map<Integer, Held> held = new TreeMap<>();
  private final Map<Integer, ByteRate> changed = new TreeMap<>();

  /** By link: what each of the scenario's backgrounds wants of it. */
  private final Map<Integer, Map<Integer, ByteRate>> wanted = new TreeMap<>();

  /** How often background has changed since a migration began. */
  private int turnsInVain;

  Paths(Topology topology, List<BackgroundTraffic> background) {
    this.topology = topology;
    this.background = background;
  }

  void enter(Tracked migration, Bounds bounds) {
    turnsInVain = 0;
    if (bounds.lookAtLinks()) {
      change(migration, 1, bounds.minRate().bytesPerSecond());
    }
  }

  void leave(Tracked migration, Bounds bounds) {
    if (bounds.lookAtLinks()) {
      change(migration, -1, -bounds.minRate().bytesPerSecond());
    }
  }

  private void change(Tracked migration, int migrations, long rate) {
    for (int link : topology.route(migration.source(), migration.destination())) {
      Held now = of(link).plus(migrations, rate);
      if (now.equals(Held.NOTHING)) {
        held.remove(link);
      } else {
        held.put(link, now);
      }
    }
  }

  /** Others than migrations want so much of their links from now on. */
  void turn(BackgroundTurned turned) {
    for (int link : background.get(turned.number()).links()) {
      wanted.computeIfAbsent(link, any -> new TreeMap<>()).put(turned.number(), turned.rate());
    }
    turnsInVain++;
  }

  /** Whether background may yet leave more of a link than it has done in a whole turn. */
  boolean mayTurn() {
    int steps = 0;
    for (BackgroundTraffic traffic : background) {
      steps += traffic.isConstant() ? 0 : traffic.steps().size();
    }
    return turnsInVain <= 2 * steps && steps > 0;
  }

  private long wanted(int link) {
    return wanted.getOrDefault(link, new TreeMap<>()).values().stream()
        .mapToLong(ByteRate::bytesPerSecond)
        .sum();
  }

  /** A link has another capacity from now on. */
  void change(String name, ByteRate capacity) {
    for (int link : topology.linksNamed(name)) {
      if (topology.capacity(link).equals(capacity)) {
        changed.remove(link);
      } else {
        changed.put(link, capacity);
      }
    }
  }

  /** Whether a link has not its own capacity, which it will have again. */
  boolean isDisturbed() {
    return !changed.isEmpty();
  }

  private Held of(int link) {
    return held.getOrDefault(link, Held.NOTHING);
  }

  /** The first uplink on the way that as many migrations cross as may. */
  OptionalInt crowded(int source, int destination, int most) {
    return most == Limits.NONE
        ? OptionalInt.empty()
        : IntStream.of(topology.route(source, destination))
            .filter(link -> isUplink(topology.kindOf(link)) && of(link).migrations() >= most)
            .findFirst();
  }

  private static boolean isUplink(LinkKind kind) {
    return kind == LinkKind.RACK_UP || kind == LinkKind.RACK_DOWN;
  }

  /** The first link on the way that has less than {@code rate} left. */
  OptionalInt lacking(int source, int destination, ByteRate rate) {
    return rate.isZero()
        ? OptionalInt.empty()
        : IntStream.of(topology.route(source, destination))
            .filter(link -> left(link) < rate.bytesPerSecond())
            .findFirst();
  }

  private long left(int link) {
    ByteRate capacity =
        Optional.ofNullable(changed.get(link)).orElseGet(() -> topology.capacity(link));
    return capacity.bytesPerSecond() - wanted(link) - of(link).bytesPerSecond();
  }
}
