package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which hosts have crashed, and of which of them the fleet knows. */
final class Failures implements StatePart {

  /** By host, while it is down. */
  private final Map<Integer, SimTime> downSince = new TreeMap<>();

  /** By host: when it went down most lately. */
  private final Map<Integer, SimTime> everDown = new TreeMap<>();

  /** By host that is down: the number of the fault that is to end before it boots again. */
  private final Map<Integer, Integer> causes = new TreeMap<>();

  private final Set<Integer> missed = new TreeSet<>();
  private final Set<Integer> returning = new TreeSet<>();

  void fail(int host, int cause, boolean returns, SimTime at) {
    causes.put(host, cause);
    downSince.put(host, at);
    everDown.put(host, at);
    if (returns) {
      returning.add(host);
    }
  }

  void miss(int host) {
    missed.add(host);
  }

  void comeBack(int host) {
    downSince.remove(host);
    causes.remove(host);
    missed.remove(host);
    returning.remove(host);
  }

  boolean isDown(int host) {
    return downSince.containsKey(host);
  }

  /** Whether a host is down by this fault, and not by another that came first. */
  boolean isDownBy(int host, int fault) {
    return causes.getOrDefault(host, fault + 1) == fault;
  }

  /** When a host that is down went down. */
  Optional<SimTime> since(int host) {
    return Optional.ofNullable(downSince.get(host));
  }

  /** When a host went down most lately; empty when it never has. */
  Optional<SimTime> lastOf(int host) {
    return Optional.ofNullable(everDown.get(host));
  }

  /** Whether the fleet knows that it is down. */
  boolean isMissed(int host) {
    return missed.contains(host);
  }

  /** How many are down. */
  int down() {
    return downSince.size();
  }

  /** Whether a host that is down will be there again. */
  boolean isAnyReturning() {
    return !returning.isEmpty();
  }
}
