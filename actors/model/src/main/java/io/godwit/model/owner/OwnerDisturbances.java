package io.godwit.model.owner;

import io.godwit.model.entity.StatePart;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.SimTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What goes on with an owner itself; each has its number, from 1, and its own end. */
final class OwnerDisturbances implements StatePart {

  private final Map<Long, Disturbance> ongoing = new TreeMap<>();
  private long count;
  private SimTime lastBegan = SimTime.ZERO;
  private Optional<Disturbance> last = Optional.empty();

  /** How many there have been. */
  long count() {
    return count;
  }

  /** Which one it is; empty when it is over. */
  Optional<Disturbance> kind(long number) {
    return Optional.ofNullable(ongoing.get(number));
  }

  /** While an owner is reset, that its members are off is no matter. */
  Optional<Disturbance> strongest() {
    return ongoing.containsValue(Disturbance.PF_FLR)
        ? Optional.of(Disturbance.PF_FLR)
        : ongoing.values().stream().findFirst();
  }

  /** The last one that began after {@code at}; empty when none has. */
  Optional<Disturbance> since(SimTime at) {
    return last.filter(any -> at.isBefore(lastBegan));
  }

  void begin(SimTime at, Disturbance disturbance) {
    lastBegan = at;
    last = Optional.of(disturbance);
    ongoing.put(++count, disturbance);
  }

  void end(long number) {
    ongoing.remove(number);
  }
}
