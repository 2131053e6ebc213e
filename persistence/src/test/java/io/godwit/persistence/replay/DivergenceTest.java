package io.godwit.persistence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DivergenceTest {

  private static RecordedEvent event(long order, long number) {
    return new RecordedEvent(
        order,
        EntityId.fleet(),
        order,
        new Occurrence(new SimTime(order), order, new PlanFinished(0, number, 0)));
  }

  private static List<RecordedEvent> history(long... numbers) {
    return LongStream.rangeClosed(1, numbers.length)
        .mapToObj(order -> event(order, numbers[(int) order - 1]))
        .toList();
  }

  private static Optional<Divergence> between(List<RecordedEvent> one, List<RecordedEvent> other) {
    return Divergence.between(one.iterator(), other.iterator());
  }

  @Test
  void should_find_none_between_equals() {
    assertThat(between(history(1, 2, 3), history(1, 2, 3))).isEmpty();
    assertThat(between(List.of(), List.of())).isEmpty();
  }

  @Test
  void should_show_both_sides_and_what_preceded() {
    Divergence found = between(history(1, 2, 3, 4), history(1, 2, 9, 4)).orElseThrow();
    assertThat(found.before()).containsExactly(event(1, 1), event(2, 2));
    assertThat(found.left()).contains(event(3, 3));
    assertThat(found.right()).contains(event(3, 9));
  }

  @Test
  void should_show_where_one_ends() {
    Divergence found =
        between(history(1, 2, 3, 4, 5, 6, 7), history(1, 2, 3, 4, 5, 6)).orElseThrow();
    assertThat(found.before()).hasSize(5).last().isEqualTo(event(6, 6));
    assertThat(found.left()).contains(event(7, 7));
    assertThat(found.right()).isEmpty();
  }

  @Test
  void should_pass_over_what_counts_as_the_same() {
    assertThat(
            Divergence.between(
                history(1, 2).iterator(),
                history(5, 2).iterator(),
                (one, other) -> one.order() == 1 || one.equals(other)))
        .isEmpty();
  }
}
