package io.godwit.model.bench;

import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.State;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;

/** Drives one entity by hand and keeps what it said; a {@code Scene} that checks nothing. */
public final class DeviceHarness<S extends State> {

  public static final EntityId OWNER = EntityId.owner("h/net0");

  final Entity<S> rules;
  public final S state;
  public SimTime now = SimTime.ZERO;
  public final List<Event> events = new ArrayList<>();

  public DeviceHarness(Entity<S> rules) {
    this.rules = rules;
    this.state = rules.initial();
  }

  public UnitOfWork<S> tell(EntityId from, Message message) {
    var unit = new UnitOfWork<>(state, now, from);
    rules.decide(unit, message);
    events.addAll(unit.events());
    return unit;
  }

  /** This has happened, now; it is no part of what the entity said. */
  public void given(Event event) {
    state.evolve(now, event);
  }

  public void later(SimDuration length) {
    now = now.plus(length);
  }

  public <E extends Event> E last(Class<E> type) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (type.isInstance(events.get(i))) {
        return type.cast(events.get(i));
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + events);
  }
}
