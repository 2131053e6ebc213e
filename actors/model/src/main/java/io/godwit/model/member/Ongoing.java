package io.godwit.model.member;

import io.godwit.model.entity.StatePart;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes on with a member right now: resets, power transitions and the like, in the order in
 * which they began. They may overlap; each has its own end.
 */
final class Ongoing implements StatePart {

  /** One of them, and when it ends. */
  record Going(Disturbance kind, SimTime until) {}

  private final List<Going> all = new ArrayList<>();

  /** What was asked of a device that stood, and begins when it works again. */
  private final List<Disturbance> putOff = new ArrayList<>();

  List<Going> all() {
    return List.copyOf(all);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The one of this kind that has gone on longest, if its time has come. */
  boolean isDue(Disturbance kind, SimTime now) {
    return first(kind).filter(going -> !going.until().isAfter(now)).isPresent();
  }

  private Optional<Going> first(Disturbance kind) {
    return all.stream().filter(going -> going.kind() == kind).findFirst();
  }

  void begin(Disturbance kind, SimTime at, SimDuration lasts) {
    putOff.remove(kind);
    all.add(new Going(kind, at.plus(lasts)));
  }

  void end(Disturbance kind) {
    first(kind).ifPresent(all::remove);
  }

  void putOff(Disturbance kind) {
    putOff.add(kind);
  }

  List<Disturbance> putOff() {
    return List.copyOf(putOff);
  }

  void forget() {
    all.clear();
    putOff.clear();
  }
}
