package io.godwit.runtime.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.Event;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.runtime.kernel.Delivery;
import io.godwit.runtime.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One entity as an event-sourced actor: asks the rules, persists what they decide, and hands the
 * messages to the kernel once that is written. The same class serves every kind.
 */
public final class EntityShell<S> extends EventSourcedBehavior<Delivery, Occurrence, S> {

  private final EntityId id;
  private final Entity<S> rules;
  private final Kernel kernel;
  private final BiConsumer<EntityId, Occurrence> written;

  private EntityShell(
      EntityId id, Entity<S> rules, Kernel kernel, BiConsumer<EntityId, Occurrence> written) {
    super(PersistenceId.ofUniqueId(id.persistenceId()));
    this.id = id;
    this.rules = rules;
    this.kernel = kernel;
    this.written = written;
  }

  /** The actor of {@code id}; {@code written} is told of every event once it is persisted. */
  public static <S> Behavior<Delivery> create(
      EntityId id, Entity<S> rules, Kernel kernel, BiConsumer<EntityId, Occurrence> written) {
    return Behaviors.setup(context -> new EntityShell<>(id, rules, kernel, written));
  }

  @Override
  public S emptyState() {
    return rules.initial();
  }

  @Override
  public CommandHandler<Delivery, Occurrence, S> commandHandler() {
    return this::onDelivery;
  }

  @Override
  public EventHandler<S, Occurrence> eventHandler() {
    return (state, occurrence) -> rules.evolve(state, occurrence.at(), occurrence.event());
  }

  @Override
  public SignalHandler<S> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryFailed.class, (state, signal) -> kernel.fail(signal.getFailure()))
        .build();
  }

  private Effect<Occurrence, S> onDelivery(S state, Delivery delivery) {
    Decision decision;
    try {
      decision = rules.decide(state, delivery.at(), delivery.from(), delivery.message());
    } catch (RuntimeException bug) {
      kernel.fail(
          new IllegalStateException(
              id + " at " + delivery.at() + " on " + delivery.message() + ": " + bug, bug));
      throw bug;
    }
    if (decision.events().isEmpty()) {
      return Effect().none().thenRun(() -> finish(List.of(), decision.outgoing()));
    }
    List<Occurrence> occurrences = new ArrayList<>(decision.events().size());
    for (Event event : decision.events()) {
      occurrences.add(new Occurrence(delivery.at(), delivery.step(), event));
    }
    return Effect().persist(occurrences).thenRun(() -> finish(occurrences, decision.outgoing()));
  }

  private void finish(List<Occurrence> occurrences, List<Outgoing> outgoing) {
    for (Occurrence occurrence : occurrences) {
      written.accept(id, occurrence);
    }
    for (Outgoing message : outgoing) {
      kernel.send(id, message);
    }
    kernel.finished(id);
  }
}
