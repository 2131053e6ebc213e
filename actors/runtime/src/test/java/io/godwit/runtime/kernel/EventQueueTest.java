package io.godwit.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Message;
import io.godwit.model.id.EntityId;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

class EventQueueTest {

  private static final List<Party> SOURCES =
      IntStream.range(0, 4).mapToObj(i -> new Party(EntityId.migration("m-" + i))).toList();

  @Property(tries = 300)
  void should_take_in_order_whatever_is_added_and_cancelled(Gen gen) {
    var queue = new EventQueue();
    var model = new ArrayList<Scheduled>();
    for (int i = 0; i < 200; i++) {
      int choice = gen.between(0, 9);
      if (choice < 6) {
        Scheduled entry = entry(gen.between(0, 20), gen.oneOf(SOURCES), gen.chance(20));
        queue.add(entry);
        model.add(entry);
      } else if (choice < 8 && !model.isEmpty()) {
        Scheduled cancelled = model.remove(gen.between(0, model.size() - 1));
        assertThat(queue.cancel(cancelled)).isTrue();
        assertThat(queue.cancel(cancelled)).isFalse();
      } else if (!model.isEmpty()) {
        model.sort(Comparator.naturalOrder());
        assertThat(queue.take()).isSameAs(model.remove(0));
      }
      assertThat(queue.size()).isEqualTo(model.size());
    }
    model.sort(Comparator.naturalOrder());
    assertThat(queue.inOrder()).isEqualTo(model);
    for (Scheduled expected : model) {
      assertThat(queue.take()).isSameAs(expected);
    }
    assertThat(queue.isEmpty()).isTrue();
  }

  private static Scheduled entry(long atNanos, Party source, boolean isTimer) {
    return isTimer
        ? new Timer(atNanos, source, () -> {})
        : source.sends(new Note(), source, atNanos);
  }

  private record Note() implements Message {}
}
