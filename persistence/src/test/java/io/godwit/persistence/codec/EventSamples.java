package io.godwit.persistence.codec;

import io.godwit.model.event.Event;
import io.godwit.model.event.Occurrence;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Builds events of every type by reflection over their components. */
public final class EventSamples {

  private static final List<String> LETTERS = List.of("a", "Z", "-", "/", "0", "é", "€", "🐦");

  private EventSamples() {}

  /** The same event in every run: what the golden bytes were made of. */
  public static Occurrence golden(EventType type) {
    return new Occurrence(new SimTime(1_234_567_890_123L), 4_567, build(type, EventSamples::fixed));
  }

  /** Any event of this type at any time. */
  public static Occurrence random(Gen gen, EventType type) {
    return new Occurrence(
        new SimTime(gen.magnitude(Long.MAX_VALUE)),
        gen.magnitude(Long.MAX_VALUE),
        build(type, (field, index) -> drawn(gen, field)));
  }

  private static Event build(EventType type, BiFunction<FieldType, Integer, Object> value) {
    try {
      List<Object> values = new ArrayList<>();
      for (EventField field : type.fields()) {
        values.add(value.apply(field.type(), values.size() + 1));
      }
      Class<?>[] types =
          Arrays.stream(type.record().getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<? extends Event> constructor = type.record().getConstructor(types);
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " cannot be built", e);
    }
  }

  private static Object fixed(FieldType type, int index) {
    return switch (type) {
      case LONG -> 1_000_000_007L * index;
      case INT -> 301 * index;
      case BOOLEAN -> index % 2 == 1;
      case TEXT -> "text-é-" + index;
      case TIME -> new SimTime(5_000_000_000L + index);
      case DURATION -> new SimDuration(70_000L + index);
      case COUNT -> new ByteCount(4_096L * index);
      case RATE -> new ByteRate(3_125_000_000L + index);
      case BYTES -> Bytes.ofHex("00ff10" + "%02x".formatted(index));
      case TEXTS -> List.of("first-" + index, "second");
    };
  }

  private static Object drawn(Gen gen, FieldType type) {
    return switch (type) {
      case LONG -> gen.between(Long.MIN_VALUE + 1, Long.MAX_VALUE);
      case INT -> gen.between(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BOOLEAN -> gen.chance(50);
      case TEXT -> text(gen);
      case TIME -> new SimTime(gen.magnitude(Long.MAX_VALUE));
      case DURATION -> new SimDuration(gen.magnitude(Long.MAX_VALUE));
      case COUNT -> new ByteCount(gen.magnitude(Long.MAX_VALUE));
      case RATE -> new ByteRate(gen.magnitude(Long.MAX_VALUE));
      case BYTES -> Bytes.copyOf(gen.bytes(gen.between(0, 300)));
      case TEXTS -> gen.listOf(0, 20, EventSamples::text);
    };
  }

  private static String text(Gen gen) {
    return String.join("", gen.listOf(0, 40, g -> g.oneOf(LETTERS)));
  }
}
