package io.godwit.runtime.simulation;

import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.Occurrence;
import io.godwit.model.fleet.Tally;
import io.godwit.model.id.EntityId;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Counts along while events are written: for the progress line, and to notice a stalled run. */
final class RunMonitor implements BiConsumer<EntityId, Occurrence> {

  private final Tally tally = new Tally();
  private ProgressListener listener = ProgressListener.NONE;
  private long events;

  /** Tells {@code next} of every event from now on. */
  void tell(ProgressListener next) {
    listener = next;
  }

  @Override
  public void accept(EntityId entity, Occurrence occurrence) {
    events++;
    count(occurrence);
    listener.onEvent(entity, occurrence);
  }

  /** Knows what a run had come to with so many events, from those of the fleet among them. */
  void restore(long recorded, Stream<Occurrence> fleet) {
    events = recorded;
    fleet.forEachOrdered(this::count);
  }

  private void count(Occurrence occurrence) {
    if (occurrence.event() instanceof FleetEvent event) {
      tally.take(occurrence.at(), event);
    }
  }

  long events() {
    return events;
  }

  Tally tally() {
    return tally;
  }
}
