package io.godwit.persistence.codec;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Builds messages of every type by reflection over their components: so many of a type that every
 * word of a component, every record that it may be, and both values of a flag occur.
 */
final class MessageSamples {

  private MessageSamples() {}

  static List<Message> of(MessageType type) {
    int most =
        Arrays.stream(type.record().getRecordComponents())
            .mapToInt(component -> alternatives(component.getGenericType()))
            .max()
            .orElse(1);
    return IntStream.range(0, most)
        .mapToObj(variant -> type.record().cast(record(type.record(), variant)))
        .<Message>map(message -> message)
        .toList();
  }

  private static int alternatives(Type type) {
    if (!(type instanceof Class<?> plain) || plain == boolean.class) {
      return 2;
    } else if (plain.isEnum()) {
      return plain.getEnumConstants().length;
    }
    return plain.isSealed()
        ? Arrays.stream(plain.getPermittedSubclasses()).mapToInt(record -> longest(record)).sum()
        : longest(plain);
  }

  /** Of a record that is one of several, or of any other type. */
  private static int longest(Class<?> type) {
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents())
            .mapToInt(component -> alternatives(component.getGenericType()))
            .max()
            .orElse(1)
        : 1;
  }

  private static Object record(Class<?> type, int variant) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i].getGenericType(), i + 1, variant);
    }
    return new RecordShape<>(type).build(values);
  }

  private static Object value(Type type, int position, int variant) {
    if (type instanceof ParameterizedType generic) {
      Type content = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return variant % 2 == 0 ? Optional.empty() : Optional.of(value(content, position, variant));
      }
      List<Object> elements = new ArrayList<>();
      for (int i = 0; i <= variant; i++) {
        elements.add(value(content, position + i, 0));
      }
      return elements;
    }
    var plain = (Class<?>) type;
    if (plain.isEnum()) {
      return plain.getEnumConstants()[variant % plain.getEnumConstants().length];
    } else if (plain.isSealed()) {
      return choice(plain, variant);
    }
    return FieldType.find(plain, plain).isPresent()
        ? field(FieldType.find(plain, plain).get(), position, variant)
        : record(plain, position);
  }

  private static Object choice(Class<?> family, int variant) {
    int left = variant;
    for (Class<?> record : family.getPermittedSubclasses()) {
      if (left < longest(record)) {
        return record(record, left);
      }
      left -= longest(record);
    }
    return choice(family, left);
  }

  private static Object field(FieldType type, int position, int variant) {
    int number = position + 10 * variant;
    return switch (type) {
      case LONG -> 1_000_000_007L * number;
      case INT -> 301 * number;
      case BOOLEAN -> variant % 2 == 1;
      case TEXT -> "text-é-" + number;
      case TIME -> new SimTime(5_000_000_000L + number);
      case DURATION -> new SimDuration(70_000L + number);
      case COUNT -> new ByteCount(4_096L * number);
      case RATE -> new ByteRate(3_125_000_000L + number);
      case BYTES -> Bytes.ofHex("00ff10" + "%02x".formatted(number));
      case TEXTS -> List.of("first-" + number, "second");
    };
  }
}
