package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.MigrationEvent.AttemptBegun;
import io.godwit.model.event.MigrationEvent.DeviceWritesFound;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares what devices wrote up to the stop with what of it was sent, when a guest has moved. */
final class DeviceWritesArrive extends Invariant {

  /** By migration. */
  private final Map<String, DeviceWritesFound> found = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String migration = recorded.entity().name();
    if (event instanceof AttemptBegun) {
      found.remove(migration);
    } else if (event instanceof DeviceWritesFound writes) {
      found.put(migration, writes);
    } else if (event instanceof MigrationCompleted) {
      DeviceWritesFound last = found.remove(migration);
      if (last != null) {
        judge(
            last.found().compareTo(last.written()) >= 0,
            () ->
                "the destination did not get %s that devices of %s had written, %s"
                    .formatted(last.written().minus(last.found()), migration, at(recorded)));
      }
    }
  }
}
