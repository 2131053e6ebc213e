package io.godwit.model.device;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.LegacyEntity;
import io.godwit.model.entity.Message;
import io.godwit.model.event.Event;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;

/** Drives one entity by hand: decides, evolves, and keeps what it said. */
final class DeviceHarness<S> {

  static final EntityId OWNER = EntityId.owner("h/net0");

  final LegacyEntity<S> rules;
  S state;
  SimTime now = SimTime.ZERO;
  final List<Event> events = new ArrayList<>();

  DeviceHarness(LegacyEntity<S> rules) {
    this.rules = rules;
    this.state = rules.initial();
  }

  Decision tell(EntityId from, Message message) {
    Decision decision = rules.decide(state, now, from, message);
    for (Event event : decision.events()) {
      state = rules.evolve(state, now, event);
      events.add(event);
    }
    return decision;
  }

  void later(SimDuration length) {
    now = now.plus(length);
  }

  <E extends Event> E last(Class<E> type) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (type.isInstance(events.get(i))) {
        return type.cast(events.get(i));
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + events);
  }
}
