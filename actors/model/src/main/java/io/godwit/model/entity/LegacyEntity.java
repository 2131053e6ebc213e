package io.godwit.model.entity;

import io.godwit.model.event.Event;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;

/** Rules that still change their state beside what they record; the next commits end this. */
public interface LegacyEntity<S> {

  S initial();

  Decision decide(S state, SimTime now, EntityId from, Message message);

  S evolve(S state, SimTime at, Event event);

  /** The same rules behind the new interface. */
  default Entity<Adapted<S>> adapted() {
    LegacyEntity<S> rules = this;
    return new Entity<>() {
      @Override
      public Adapted<S> initial() {
        return new Adapted<>(rules, rules.initial());
      }

      @Override
      public void decide(UnitOfWork<Adapted<S>> unit, Message message) {
        Decision decision = rules.decide(unit.state().inner, unit.now(), unit.from(), message);
        decision.events().forEach(unit::record);
        decision.outgoing().forEach(out -> unit.send(out.to(), out.delay(), out.message()));
      }
    };
  }

  /** A state behind the new interface. */
  final class Adapted<S> implements State {
    private final transient LegacyEntity<S> rules;
    private S inner;

    private Adapted(LegacyEntity<S> rules, S inner) {
      this.rules = rules;
      this.inner = inner;
    }

    @Override
    public void evolve(SimTime at, Event event) {
      inner = rules.evolve(inner, at, event);
    }
  }
}
