package io.godwit.persistence.journal;

import akka.actor.ActorRef;
import akka.actor.ExtendedActorSystem;
import akka.serialization.JSerializer;
import akka.serialization.Serialization;
import java.nio.charset.StandardCharsets;

/** A message that only the serializer which is bound to it can write: it holds an actor. */
public record TestPayload(ActorRef actor) {

  /** Writes the actor as a path with the system's address, as Akka asks of every serializer. */
  public static final class Serializer extends JSerializer {

    private final ExtendedActorSystem system;

    public Serializer(ExtendedActorSystem system) {
      this.system = system;
    }

    @Override
    public int identifier() {
      return 666;
    }

    @Override
    public boolean includeManifest() {
      return false;
    }

    @Override
    public byte[] toBinary(Object payload) {
      return Serialization.serializedActorPath(((TestPayload) payload).actor())
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, Class<?> manifest) {
      var path = new String(bytes, StandardCharsets.UTF_8);
      return new TestPayload(system.provider().resolveActorRef(path));
    }
  }
}
