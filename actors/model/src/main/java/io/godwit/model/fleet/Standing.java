package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Hosts that stand, and since when. */
final class Standing implements StatePart {

  private final Map<Integer, SimTime> since = new TreeMap<>();

  void stand(int host, SimTime at) {
    since.put(host, at);
  }

  void goOn(int host) {
    since.remove(host);
  }

  Optional<SimTime> since(int host) {
    return Optional.ofNullable(since.get(host));
  }

  int count() {
    return since.size();
  }
}
