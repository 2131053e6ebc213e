package io.godwit.runtime.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.runtime.kernel.Delivery;
import io.godwit.runtime.kernel.Kernel;
import java.util.List;
import java.util.function.Function;

/** An entity that keeps no record of its own, such as the fabric: messages in, messages out. */
public final class PlainShell extends AbstractBehavior<Delivery> {

  private final EntityId id;
  private final Function<Delivery, List<Outgoing>> rules;
  private final Kernel kernel;

  private PlainShell(
      ActorContext<Delivery> context,
      EntityId id,
      Function<Delivery, List<Outgoing>> rules,
      Kernel kernel) {
    super(context);
    this.id = id;
    this.rules = rules;
    this.kernel = kernel;
  }

  public static Behavior<Delivery> create(
      EntityId id, Function<Delivery, List<Outgoing>> rules, Kernel kernel) {
    return Behaviors.setup(context -> new PlainShell(context, id, rules, kernel));
  }

  @Override
  public Receive<Delivery> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::onDelivery).build();
  }

  private Behavior<Delivery> onDelivery(Delivery delivery) {
    try {
      rules.apply(delivery).forEach(message -> kernel.send(id, message));
    } catch (RuntimeException bug) {
      kernel.fail(
          new IllegalStateException(
              id + " at " + delivery.at() + " on " + delivery.message() + ": " + bug, bug));
      throw bug;
    }
    kernel.finished(id);
    return this;
  }
}
