package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTypeTest {

  @Test
  void should_name_every_event_of_the_model_exactly_once() {
    assertThat(Arrays.stream(EventType.values()).<Class<?>>map(EventType::record))
        .as("the table in EventType against the permitted records of Event")
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(records(Event.class).toList());
  }

  @Test
  void should_give_each_event_a_number_and_a_manifest_of_its_own() {
    List<EventType> types = List.of(EventType.values());
    assertThat(types).extracting(EventType::id).doesNotHaveDuplicates().allMatch(id -> id >= 100);
    assertThat(types)
        .extracting(EventType::manifest)
        .doesNotHaveDuplicates()
        .allMatch(manifest -> manifest.matches("[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*"));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(EventTypeTest::records);
  }
}
