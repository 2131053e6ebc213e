package io.godwit.persistence.codec;

import akka.serialization.SerializerWithStringManifest;
import io.godwit.model.event.Occurrence;

/** The codec as Akka's serialization knows it: for test kits, remoting and other journals. */
public final class EventSerializer extends SerializerWithStringManifest {

  /** Fixed for ever, as foreign journals store it; Akka keeps 0 to 40 for itself. */
  private static final int IDENTIFIER = 7100;

  private final ThreadLocal<EventCodec> codec = ThreadLocal.withInitial(EventCodec::new);

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object occurrence) {
    return EventType.of(checked(occurrence).event()).manifest();
  }

  @Override
  public byte[] toBinary(Object occurrence) {
    return codec.get().encode(checked(occurrence));
  }

  @Override
  public Object fromBinary(byte[] body, String manifest) {
    return codec.get().decode(manifest, body);
  }

  private static Occurrence checked(Object object) {
    if (object instanceof Occurrence occurrence) {
      return occurrence;
    }
    throw new IllegalArgumentException(
        object.getClass().getName()
            + " is bound to Godwit's event serializer, which writes only "
            + Occurrence.class.getName());
  }
}
