package io.godwit.runtime.kernel;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import java.util.List;
import java.util.function.Function;

/**
 * Messages in, messages out, and no record: what shows the cost of the kernel alone. No entity of a
 * simulation is one, for it cannot be stopped: nothing could bring it back.
 */
final class PlainActor {

  private PlainActor() {}

  /** The actor of {@code id}; {@code rules} gives the messages that follow from a delivery. */
  static Behavior<Instruction> create(
      EntityId id, Function<Delivery, List<Outgoing>> rules, Kernel kernel) {
    return Behaviors.receiveMessage(
        instruction -> {
          if (instruction instanceof Delivery delivery) {
            serve(id, rules, kernel, delivery);
          }
          return Behaviors.same();
        });
  }

  private static void serve(
      EntityId id, Function<Delivery, List<Outgoing>> rules, Kernel kernel, Delivery delivery) {
    try {
      for (Outgoing message : rules.apply(delivery)) {
        kernel.send(id, message);
      }
    } catch (RuntimeException bug) {
      kernel.fail(
          new IllegalStateException(
              id + " at " + delivery.at() + " on " + delivery.message() + ": " + bug, bug));
      throw bug;
    }
    kernel.finished(id);
  }
}
