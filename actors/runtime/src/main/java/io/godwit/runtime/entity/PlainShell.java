package io.godwit.runtime.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.runtime.kernel.Delivery;
import io.godwit.runtime.kernel.Instruction;
import io.godwit.runtime.kernel.Kernel;
import java.util.List;
import java.util.function.Function;

/**
 * An entity that keeps no record of its own, such as the fabric: messages in, messages out. It
 * cannot be stopped, for nothing could bring it back.
 */
public final class PlainShell {

  private PlainShell() {}

  /** The actor of {@code id}; {@code rules} gives the messages that follow from a delivery. */
  public static Behavior<Instruction> create(
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
