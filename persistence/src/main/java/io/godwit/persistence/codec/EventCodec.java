package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.godwit.model.event.Event;
import io.godwit.model.event.Occurrence;
import io.godwit.model.unit.SimTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Occurrences to bytes and back. A body is: virtual time in nanoseconds, step, then the event's
 * components, see {@link FieldType}. Not safe for use by several threads at once, as Kryo is not;
 * each owner makes its own.
 */
public final class EventCodec {

  /** Steps from versions that are no longer written. */
  private static final List<Upcaster<?, ?>> STEPS =
      Stream.of(
              OldHypervisorEvents.STEPS,
              OldOwnerEvents.STEPS,
              OldMemberEvents.STEPS,
              OldMigrationEvents.STEPS)
          .flatMap(List::stream)
          .toList();

  private static final int FIRST_BUFFER = 512;

  private final Kryo kryo = new Kryo();
  private final Output out = new Output(FIRST_BUFFER, -1);
  private final Input in = new Input();
  private final Map<String, Version> versions = new HashMap<>();

  public EventCodec() {
    this(STEPS);
  }

  EventCodec(List<Upcaster<?, ?>> steps) {
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    Map<Class<?>, Upcaster<?, ?>> stepFrom = new HashMap<>();
    for (EventType type : EventType.values()) {
      register(type.manifest(), type.id(), type.record(), type.serializer(), stepFrom);
    }
    for (Upcaster<?, ?> step : steps) {
      stepFrom.put(step.from(), step);
    }
    for (Upcaster<?, ?> step : steps) {
      if (!Event.class.isAssignableFrom(step.to()) && !stepFrom.containsKey(step.to())) {
        throw new IllegalArgumentException(
            "'%s' leads to %s, which is no event: add the next step"
                .formatted(step.manifest(), step.to().getSimpleName()));
      }
      register(
          step.manifest(), step.id(), step.from(), new RecordSerializer<>(step.from()), stepFrom);
    }
  }

  private void register(
      String manifest,
      int id,
      Class<?> record,
      RecordSerializer<?> serializer,
      Map<Class<?>, Upcaster<?, ?>> stepFrom) {
    if (versions.containsKey(manifest) || kryo.getRegistration(id) != null) {
      throw new IllegalArgumentException(
          "'%s' with number %d is taken: a manifest and its number are used once"
              .formatted(manifest, id));
    }
    kryo.register(record, serializer, id);
    versions.put(manifest, new Version(record, serializer, stepFrom));
  }

  /** Every manifest that {@link #decode} can read. */
  Set<String> manifests() {
    return versions.keySet();
  }

  /** The record whose components a body of one of {@link #manifests} holds. */
  Class<? extends Record> shape(String manifest) {
    return versions.get(manifest).record().asSubclass(Record.class);
  }

  /** The body of {@code occurrence}; its manifest is that of {@link EventType#of}. */
  public byte[] encode(Occurrence occurrence) {
    out.reset();
    out.writeVarLong(occurrence.at().nanos(), true);
    out.writeVarLong(occurrence.step(), true);
    kryo.writeObject(out, occurrence.event(), EventType.of(occurrence.event()).serializer());
    return out.toBytes();
  }

  /** The inverse of {@link #encode}, through the steps of old versions where needed. */
  public Occurrence decode(String manifest, byte[] body) {
    Version version = versions.get(manifest);
    if (version == null) {
      throw EventCodecException.unknown(manifest);
    }
    try {
      in.setBuffer(body);
      var at = new SimTime(in.readVarLong(true));
      long step = in.readVarLong(true);
      Event event = version.read(kryo, in);
      if (in.position() != body.length) {
        int left = body.length - in.position();
        throw EventCodecException.malformed(manifest, body.length, left + " bytes are left over");
      }
      return new Occurrence(at, step, event);
    } catch (KryoException | IllegalArgumentException e) {
      throw EventCodecException.malformed(manifest, body.length, e);
    }
  }

  /** How one version is read: its shape, then step by step to an event of today. */
  private record Version(
      Class<?> record, RecordSerializer<?> serializer, Map<Class<?>, Upcaster<?, ?>> stepFrom) {

    Event read(Kryo kryo, Input in) {
      Object value = kryo.readObject(in, record, serializer);
      while (!(value instanceof Event event)) {
        value = climb(stepFrom.get(value.getClass()), value);
      }
      return event;
    }

    private static <O extends Record, N extends Record> N climb(Upcaster<O, N> step, Object old) {
      return step.upcast(step.from().cast(old));
    }
  }
}
