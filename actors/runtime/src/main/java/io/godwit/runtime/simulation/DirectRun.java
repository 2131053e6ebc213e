package io.godwit.runtime.simulation;

import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.fleet.FleetMessage;
import io.godwit.model.id.EntityId;
import io.godwit.runtime.kernel.Delivery;
import io.godwit.runtime.kernel.DirectKernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * One run without actors and without a journal: the rules are asked in the kernel's order, and the
 * events are the same as those of a {@link Simulation}, one by one. Nothing recovers here, and
 * nothing is kept but the history; whoever needs more of a run that is found this way makes a
 * simulation of it.
 */
public final class DirectRun {

  /** An entity that lives: its rules, its state and how many events it has recorded. */
  private static final class Live<S extends State> {
    private final EntityId id;
    private final Entity<S> rules;
    private final S state;
    private long sequence;

    Live(EntityId id, Entity<S> rules) {
      this.id = id;
      this.rules = rules;
      this.state = rules.initial();
    }

    UnitOfWork<S> serve(Delivery delivery) {
      var unit = new UnitOfWork<>(state, delivery.at(), delivery.first(), delivery.from());
      try {
        rules.decide(unit, delivery.message());
      } catch (RuntimeException bug) {
        throw new IllegalStateException(
            id + " at " + delivery.at() + " on " + delivery.message() + ": " + bug, bug);
      }
      return unit;
    }
  }

  private final Rules rules;
  private final BiConsumer<EntityId, Delivery> listener;
  private final DirectKernel kernel = new DirectKernel();
  private final Map<EntityId, Live<?>> live = new LinkedHashMap<>();
  private final List<RecordedEvent> history = new ArrayList<>();

  /**
   * A run that has not begun.
   *
   * @param listener is told of every delivery before it is served
   */
  public DirectRun(SimulationSettings settings, BiConsumer<EntityId, Delivery> listener) {
    this.rules = new Rules(settings);
    this.listener = listener;
  }

  /**
   * Runs to the end, unless {@code goOn}, asked before each delivery, says stop; says whether it
   * got there. Throws when an entity hits a bug, with what was recorded until then still there.
   */
  public boolean run(BooleanSupplier goOn) {
    tellFleet(new FleetMessage.BeginRun());
    boolean ended = kernel.run(this::serve, goOn);
    if (ended) {
      tellFleet(new FleetMessage.FinishRun(kernel.deliveries()));
      kernel.run(this::serve, () -> true);
    }
    return ended;
  }

  private void tellFleet(FleetMessage message) {
    kernel.send(EntityId.fleet(), new Outgoing(EntityId.fleet(), Outgoing.SHORTEST, message));
  }

  private void serve(EntityId id, Delivery delivery) {
    listener.accept(id, delivery);
    Live<?> entity = live.computeIfAbsent(id, first -> begin(first, rules.of(first)));
    UnitOfWork<?> unit = entity.serve(delivery);
    for (Event event : unit.events()) {
      history.add(
          new RecordedEvent(
              history.size() + 1L,
              id,
              ++entity.sequence,
              new Occurrence(delivery.at(), delivery.step(), event)));
    }
    unit.outgoing().forEach(message -> kernel.send(id, message));
  }

  private static <S extends State> Live<S> begin(EntityId id, Entity<S> rules) {
    return new Live<>(id, rules);
  }

  /** Messages delivered so far. */
  public long deliveries() {
    return kernel.deliveries();
  }

  /** All that was recorded so far, in order. */
  public List<RecordedEvent> history() {
    return Collections.unmodifiableList(history);
  }

  /** What each entity holds, in the order in which they were first addressed. */
  public Map<EntityId, State> states() {
    var states = new LinkedHashMap<EntityId, State>();
    live.forEach((id, entity) -> states.put(id, entity.state));
    return states;
  }

  /** What each entity would hold that forgot everything and recovered from its events. */
  public Map<EntityId, State> folds() {
    var folds = new LinkedHashMap<EntityId, State>();
    live.forEach((id, entity) -> folds.put(id, entity.rules.initial()));
    history.forEach(event -> folds.get(event.entity()).evolve(event.at(), event.event()));
    return folds;
  }
}
