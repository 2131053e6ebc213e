package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which device takes over from which, in the migrations under way. */
final class Successions {

  private final Map<String, List<String>> sources = new LinkedHashMap<>();
  private final Map<String, List<String>> destinations = new LinkedHashMap<>();

  void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    if (event instanceof MigrationStarted started) {
      sources.put(recorded.entity().name(), started.devices());
    } else if (event instanceof ReservationMade made) {
      destinations.put(made.migration(), made.members());
    }
  }

  /** The devices that a migration moves away from. */
  List<String> sources(String migration) {
    return sources.getOrDefault(migration, List.of());
  }

  /** By device on the source: the one that takes over. */
  Map<String, String> of(String migration) {
    var pairs = new LinkedHashMap<String, String>();
    List<String> from = sources(migration);
    List<String> to = destinations.getOrDefault(migration, List.of());
    for (int device = 0; device < Math.min(from.size(), to.size()); device++) {
      pairs.put(from.get(device), to.get(device));
    }
    return pairs;
  }
}
