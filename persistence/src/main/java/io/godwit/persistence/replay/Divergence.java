package io.godwit.persistence.replay;

import io.godwit.model.event.RecordedEvent;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Where two histories part.
 *
 * @param before the last events that both have, oldest first
 * @param left the first event that is not the same, on one side; empty where that one ends
 * @param right the same on the other side
 */
public record Divergence(
    List<RecordedEvent> before, Optional<RecordedEvent> left, Optional<RecordedEvent> right) {

  /** How many events before the parting are worth showing. */
  private static final int SHOWN_BEFORE = 5;

  public Divergence {
    before = List.copyOf(before);
  }

  /** The first place at which these differ; empty when they are the same to their common end. */
  public static Optional<Divergence> between(
      Iterator<RecordedEvent> left, Iterator<RecordedEvent> right) {
    return between(left, right, RecordedEvent::equals);
  }

  /** As above, where {@code same} says which events count as the same. */
  public static Optional<Divergence> between(
      Iterator<RecordedEvent> left,
      Iterator<RecordedEvent> right,
      BiPredicate<RecordedEvent, RecordedEvent> same) {
    var before = new ArrayDeque<RecordedEvent>();
    while (left.hasNext() && right.hasNext()) {
      RecordedEvent one = left.next();
      RecordedEvent other = right.next();
      if (!same.test(one, other)) {
        return Optional.of(
            new Divergence(List.copyOf(before), Optional.of(one), Optional.of(other)));
      }
      if (before.size() == SHOWN_BEFORE) {
        before.removeFirst();
      }
      if (one.equals(other)) {
        before.addLast(one);
      }
    }
    return left.hasNext() || right.hasNext()
        ? Optional.of(new Divergence(List.copyOf(before), next(left), next(right)))
        : Optional.empty();
  }

  /** The place {@code order} of a record, beside what was done there {@code now}. */
  public static Divergence at(
      long order, Stream<RecordedEvent> record, Optional<RecordedEvent> now) {
    List<RecordedEvent> around =
        record
            .dropWhile(event -> event.order() < order - SHOWN_BEFORE)
            .takeWhile(event -> event.order() <= order)
            .toList();
    return new Divergence(
        around.stream().filter(event -> event.order() < order).toList(),
        around.stream().filter(event -> event.order() == order).findFirst(),
        now);
  }

  private static Optional<RecordedEvent> next(Iterator<RecordedEvent> events) {
    return events.hasNext() ? Optional.of(events.next()) : Optional.empty();
  }
}
