package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Hosts that stand, since when, and by which fault. */
final class Standing implements StatePart {

  private final Map<Integer, SimTime> since = new TreeMap<>();

  /** By host that stands, or that was cut off its power because it stood: the fault's number. */
  private final Map<Integer, Integer> causes = new TreeMap<>();

  void stand(int host, int fault, SimTime at) {
    since.put(host, at);
    causes.put(host, fault);
  }

  /** It is cut off its power for it. */
  void fence(int host) {
    since.remove(host);
  }

  void goOn(int host) {
    since.remove(host);
    causes.remove(host);
  }

  /** The fault for which a host was cut off its power; empty for one that stands, or never did. */
  Optional<Integer> fencedFor(int host) {
    return since.containsKey(host) ? Optional.empty() : Optional.ofNullable(causes.get(host));
  }

  Optional<SimTime> since(int host) {
    return Optional.ofNullable(since.get(host));
  }

  int count() {
    return since.size();
  }
}
