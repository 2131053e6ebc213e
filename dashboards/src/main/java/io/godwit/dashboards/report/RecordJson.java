package io.godwit.dashboards.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records as JSON: an object each, with a member for each component but for what is absent. That
 * Jackson looks for all that a class could say about itself takes a tenth of a small run.
 */
public final class RecordJson {

  /** What is no record, and stands in JSON as something else. */
  public interface Shown {
    Object shown();
  }

  private record Member(String name, Method accessor) {}

  private final JsonGenerator to;
  private final Set<String> leftOut;
  private final Map<Class<?>, List<Member>> members = new HashMap<>();

  private RecordJson(JsonGenerator to, Set<String> leftOut) {
    this.to = to;
    this.leftOut = leftOut;
  }

  /** Writes {@code value} without the components that are named. */
  public static void write(Record value, JsonGenerator to, Set<String> leftOut) {
    try {
      new RecordJson(to, leftOut).write(value);
      to.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void write(Object value) throws IOException {
    if (value instanceof Record whole) {
      writeMembers(whole);
    } else if (value instanceof Shown other) {
      write(other.shown());
    } else if (value instanceof Collection<?> list) {
      to.writeStartArray(list, list.size());
      for (Object each : list) {
        write(each);
      }
      to.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      to.writeStartObject(map);
      for (Map.Entry<?, ?> each : map.entrySet()) {
        to.writeFieldName((String) each.getKey());
        write(each.getValue());
      }
      to.writeEndObject();
    } else if (value instanceof long[] numbers) {
      to.writeArray(numbers, 0, numbers.length);
    } else {
      writePlain(value);
    }
  }

  private void writePlain(Object value) throws IOException {
    if (value instanceof String text) {
      to.writeString(text);
    } else if (value instanceof Long number) {
      to.writeNumber(number);
    } else if (value instanceof Integer number) {
      to.writeNumber(number);
    } else if (value instanceof Double number) {
      to.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      to.writeBoolean(flag);
    } else if (value instanceof Optional<?> perhaps && perhaps.isEmpty()) {
      to.writeNull();
    } else if (value instanceof Optional<?> there) {
      write(there.get());
    } else {
      throw new IllegalArgumentException(value.getClass() + " has no form in JSON");
    }
  }

  private void writeMembers(Record whole) throws IOException {
    to.writeStartObject(whole);
    for (Member member : members.computeIfAbsent(whole.getClass(), this::membersOf)) {
      Object value = valueOf(member, whole);
      if (!(value instanceof Optional<?> perhaps && perhaps.isEmpty())) {
        to.writeFieldName(member.name());
        write(value);
      }
    }
    to.writeEndObject();
  }

  private List<Member> membersOf(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !leftOut.contains(component.getName()))
        .map(RecordJson::member)
        .toList();
  }

  private static Member member(RecordComponent component) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return new Member(component.getName(), accessor);
  }

  private static Object valueOf(Member member, Record whole) {
    try {
      return member.accessor().invoke(whole);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(member.name() + " of " + whole.getClass(), impossible);
    }
  }
}
