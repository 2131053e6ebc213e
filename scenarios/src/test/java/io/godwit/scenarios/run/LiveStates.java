package io.godwit.scenarios.run;

import io.godwit.model.entity.State;
import io.godwit.model.entity.StateTree;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.kernel.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what live actors held at random times: of a delivery that is drawn, the state after it,
 * for some time before the entity's next delivery.
 */
final class LiveStates implements StateListener {

  /** What {@code entity} held at {@code at}. */
  record Seen(EntityId entity, SimTime at, StateTree state) {}

  private final Gen gen;
  private final int oneIn;
  private final Map<EntityId, Seen> open = new LinkedHashMap<>();
  private final List<Seen> seen = new ArrayList<>();

  /**
   * @param oneIn how many deliveries there are for each that is drawn
   */
  LiveStates(long seed, int oneIn) {
    gen = new Gen(seed);
    this.oneIn = oneIn;
  }

  @Override
  public void served(EntityId entity, Delivery delivery, State state) {
    Seen before = open.get(entity);
    if (before != null && before.at().equals(delivery.at())) {
      open.put(entity, new Seen(entity, delivery.at(), StateTree.of(state)));
      return;
    }
    if (before != null) {
      keep(before, delivery.at().nanos() - 1);
      open.remove(entity);
    }
    if (gen.between(1, oneIn) == 1) {
      open.put(entity, new Seen(entity, delivery.at(), StateTree.of(state)));
    }
  }

  private void keep(Seen what, long untilNanos) {
    var at = new SimTime(gen.between(what.at().nanos(), untilNanos));
    seen.add(new Seen(what.entity(), at, what.state()));
  }

  /** All of it; what was still open lasted for ever. */
  List<Seen> all() {
    open.values().forEach(last -> keep(last, Long.MAX_VALUE));
    open.clear();
    return seen;
  }
}
