package io.godwit.persistence.codec;

import io.godwit.model.event.Occurrence;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Builds events of every type by reflection over their components. */
public final class EventSamples {

  /** When all golden events happened. */
  static final SimTime AT = new SimTime(1_234_567_890_123L);

  /** The delivery that caused them. */
  static final long STEP = 4_567;

  private static final List<String> LETTERS = List.of("a", "Z", "-", "/", "0", "é", "€", "🐦");

  private EventSamples() {}

  /** The same event in every run: the first of {@link #goldens}. */
  public static Occurrence golden(EventType type) {
    return new Occurrence(AT, STEP, type.record().cast(goldens(shape(type)).get(0)));
  }

  /**
   * What the golden bytes of a shape are made of. No two components of the same type have the same
   * value in all of them; as a flag has only two, each flag has a sample in which it alone is set.
   */
  static List<Record> goldens(Class<? extends Record> shape) {
    List<FieldType> types = Arrays.stream(shape.getRecordComponents()).map(FieldType::of).toList();
    List<Integer> flags =
        IntStream.range(0, types.size())
            .filter(at -> types.get(at) == FieldType.BOOLEAN)
            .boxed()
            .toList();
    return (flags.isEmpty() ? List.of(-1) : flags)
        .stream().map(set -> build(shape, at -> fixed(types.get(at), at + 1, at == set))).toList();
  }

  /** Any event of this type at any time. */
  public static Occurrence random(Gen gen, EventType type) {
    List<EventField> fields = type.fields();
    return new Occurrence(
        new SimTime(gen.magnitude(Long.MAX_VALUE)),
        gen.magnitude(Long.MAX_VALUE),
        type.record().cast(build(shape(type), at -> drawn(gen, fields.get(at).type()))));
  }

  private static Class<? extends Record> shape(EventType type) {
    return type.record().asSubclass(Record.class);
  }

  private static Record build(Class<? extends Record> shape, IntFunction<Object> value) {
    try {
      Class<?>[] types =
          Arrays.stream(shape.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Object[] values = IntStream.range(0, types.length).mapToObj(value).toArray();
      return shape.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(shape + " cannot be built", e);
    }
  }

  private static Object fixed(FieldType type, int position, boolean isSet) {
    return switch (type) {
      case LONG -> 1_000_000_007L * position;
      case INT -> 301 * position;
      case BOOLEAN -> isSet;
      case TEXT -> "text-é-" + position;
      case TIME -> new SimTime(5_000_000_000L + position);
      case DURATION -> new SimDuration(70_000L + position);
      case COUNT -> new ByteCount(4_096L * position);
      case RATE -> new ByteRate(3_125_000_000L + position);
      case BYTES -> Bytes.ofHex("00ff10" + "%02x".formatted(position));
      case TEXTS -> List.of("first-" + position, "second");
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
