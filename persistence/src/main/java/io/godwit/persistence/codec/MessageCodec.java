package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.godwit.model.entity.Message;

/**
 * Messages to bytes and back: the number of the {@link MessageType}, then the components. Not safe
 * for use by several threads at once, as Kryo is not.
 */
final class MessageCodec {

  private final Kryo kryo = new Kryo();

  MessageCodec() {
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    for (MessageType type : MessageType.values()) {
      kryo.register(type.record(), new MessageSerializer<>(type.record()), type.id());
    }
  }

  /** Throws for a message that is not in the table. */
  void write(Output out, Message message) {
    kryo.writeClassAndObject(out, message);
  }

  /** Throws {@link com.esotericsoftware.kryo.KryoException} for bytes that are no message. */
  Message read(Input in) {
    return (Message) kryo.readClassAndObject(in);
  }
}
