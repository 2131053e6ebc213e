package io.godwit.runtime.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.SnapshotSelectionCriteria;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.SignalHandler;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.runtime.kernel.Delivery;
import io.godwit.runtime.kernel.Instruction;
import io.godwit.runtime.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One entity as an event-sourced actor: asks the rules, persists what they record, and hands the
 * messages to the kernel once that is written. The same class serves every kind. The state evolves
 * as a unit of work records, so Akka's event handler lets it evolve only while it recovers.
 */
public final class EntityShell<S extends State>
    extends EventSourcedBehavior<Instruction, Occurrence, S> {

  private final EntityId id;
  private final Entity<S> rules;
  private final Kernel kernel;
  private final BiConsumer<EntityId, Occurrence> written;
  private final StateListener listener;

  /** Whether the state is that of the journal; from then on units of work let it evolve. */
  private boolean recovered;

  private EntityShell(
      EntityId id,
      Entity<S> rules,
      Kernel kernel,
      BiConsumer<EntityId, Occurrence> written,
      StateListener listener) {
    super(PersistenceId.ofUniqueId(id.persistenceId()));
    this.id = id;
    this.rules = rules;
    this.kernel = kernel;
    this.written = written;
    this.listener = listener;
  }

  /** The actor of {@code id}; {@code written} is told of every event once it is persisted. */
  public static <S extends State> Behavior<Instruction> create(
      EntityId id, Entity<S> rules, Kernel kernel, BiConsumer<EntityId, Occurrence> written) {
    return create(id, rules, kernel, written, StateListener.NONE);
  }

  /** As above; {@code listener} is shown the state after each delivery. */
  public static <S extends State> Behavior<Instruction> create(
      EntityId id,
      Entity<S> rules,
      Kernel kernel,
      BiConsumer<EntityId, Occurrence> written,
      StateListener listener) {
    return Behaviors.setup(context -> new EntityShell<>(id, rules, kernel, written, listener));
  }

  /**
   * There are no snapshots to look for: states are folds over whole streams, and those are short.
   */
  @Override
  public Recovery recovery() {
    return Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.none());
  }

  @Override
  public S emptyState() {
    return rules.initial();
  }

  @Override
  public CommandHandler<Instruction, Occurrence, S> commandHandler() {
    return (state, instruction) ->
        instruction instanceof Delivery delivery ? onDelivery(state, delivery) : Effect().stop();
  }

  @Override
  public EventHandler<S, Occurrence> eventHandler() {
    return (state, occurrence) -> {
      if (!recovered) {
        state.evolve(occurrence.at(), occurrence.event());
      }
      return state;
    };
  }

  @Override
  public SignalHandler<S> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.class, (state, signal) -> recovered = true)
        .onSignal(PostStop.class, (state, signal) -> kernel.ended(id))
        .onSignal(RecoveryFailed.class, (state, signal) -> kernel.fail(signal.getFailure()))
        .build();
  }

  private Effect<Occurrence, S> onDelivery(S state, Delivery delivery) {
    var unit = new UnitOfWork<>(state, delivery.at(), delivery.first(), delivery.from());
    try {
      rules.decide(unit, delivery.message());
    } catch (RuntimeException bug) {
      kernel.fail(
          new IllegalStateException(
              id + " at " + delivery.at() + " on " + delivery.message() + ": " + bug, bug));
      throw bug;
    }
    if (unit.events().isEmpty()) {
      return Effect().none().thenRun(() -> finish(delivery, List.of(), unit));
    }
    List<Occurrence> occurrences = new ArrayList<>(unit.events().size());
    for (Event event : unit.events()) {
      occurrences.add(new Occurrence(delivery.at(), delivery.step(), event));
    }
    return persist(occurrences).thenRun(() -> finish(delivery, occurrences, unit));
  }

  /** Most decisions record one event, and for one Akka has a shorter way. */
  private EffectBuilder<Occurrence, S> persist(List<Occurrence> occurrences) {
    return occurrences.size() == 1
        ? Effect().persist(occurrences.get(0))
        : Effect().persist(occurrences);
  }

  private void finish(Delivery delivery, List<Occurrence> occurrences, UnitOfWork<S> unit) {
    for (Occurrence occurrence : occurrences) {
      written.accept(id, occurrence);
    }
    listener.served(id, delivery, unit.state());
    for (Outgoing message : unit.outgoing()) {
      kernel.send(id, message);
    }
    kernel.finished(id);
  }
}
