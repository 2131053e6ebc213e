package io.godwit.runtime.simulation;

import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Counts along while events are written: for the progress line, and to notice a stalled run. */
final class RunMonitor implements BiConsumer<EntityId, Occurrence> {

  private final SortedSet<String> unsettled = new TreeSet<>();
  private long planned;
  private long running;
  private long done;
  private long events;

  @Override
  public void accept(EntityId entity, Occurrence occurrence) {
    events++;
    count(occurrence.event());
  }

  /** Knows what a run had come to with so many events, from those of the fleet among them. */
  void restore(long recorded, Stream<Event> fleet) {
    events = recorded;
    fleet.forEach(this::count);
  }

  private void count(Event event) {
    if (event instanceof MigrationPlanned plan) {
      planned++;
      unsettled.add(plan.migration());
    } else if (event instanceof MigrationAdmitted) {
      running++;
    } else if (event instanceof RetryScheduled) {
      running--;
    } else if (event instanceof MigrationSettled settled) {
      done++;
      running = Math.max(0, running - 1);
      unsettled.remove(settled.migration());
    }
  }

  long events() {
    return events;
  }

  long planned() {
    return planned;
  }

  long running() {
    return running;
  }

  long done() {
    return done;
  }

  SortedSet<String> unsettled() {
    return unsettled;
  }
}
