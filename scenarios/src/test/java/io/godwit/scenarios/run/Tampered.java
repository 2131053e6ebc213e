package io.godwit.scenarios.run;

import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.State;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import java.util.ArrayList;
import java.util.List;

/**
 * An entity with a bug. What its rules decide is decided on a state of their own, folded from what
 * it really did before; what comes of that is what the bug makes of it.
 */
final class Tampered<S extends State> implements Entity<S> {

  private final EntityId id;
  private final Entity<S> rules;
  private final DeviceBug.Tamper tamper;
  private final List<Occurrence> past = new ArrayList<>();

  private Tampered(EntityId id, Entity<S> rules, DeviceBug.Tamper tamper) {
    this.id = id;
    this.rules = rules;
    this.tamper = tamper;
  }

  static Entity<?> with(EntityId id, Entity<?> rules, DeviceBug.Tamper tamper) {
    return of(id, rules, tamper);
  }

  private static <S extends State> Entity<S> of(
      EntityId id, Entity<S> rules, DeviceBug.Tamper tamper) {
    return new Tampered<>(id, rules, tamper);
  }

  @Override
  public S initial() {
    return rules.initial();
  }

  @Override
  public void decide(UnitOfWork<S> unit, Message message) {
    S shadow = rules.initial();
    past.forEach(each -> shadow.evolve(each.at(), each.event()));
    var decision = new UnitOfWork<>(shadow, unit.now(), unit.first(), unit.from());
    rules.decide(decision, message);
    for (Event event : decision.events()) {
      tamper.instead(id, event).forEach(each -> record(unit, each));
    }
    decision.outgoing().forEach(out -> tamper.instead(id, out).forEach(unit::send));
  }

  private void record(UnitOfWork<S> unit, Event event) {
    past.add(new Occurrence(unit.now(), 0, event));
    unit.record(event);
  }
}
