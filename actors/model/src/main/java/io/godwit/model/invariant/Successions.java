package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which device takes over from which, in the migrations under way. */
final class Successions {

  private final Map<String, List<String>> sources = new LinkedHashMap<>();
  private final Map<String, List<String>> destinations = new LinkedHashMap<>();

  /** By device that is to take over: the migration, while it is under way. */
  private final Map<String, String> arriving = new LinkedHashMap<>();

  void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    if (event instanceof MigrationStarted started) {
      sources.put(recorded.entity().name(), started.devices());
    } else if (event instanceof ReservationMade made) {
      destinations.put(made.migration(), made.members());
      made.members().forEach(member -> arriving.put(member, made.migration()));
    } else if (event instanceof ReservationReleased released) {
      over(released.migration());
    } else if (event instanceof MigrationCompleted) {
      over(recorded.entity().name());
    }
  }

  private void over(String migration) {
    destinations.getOrDefault(migration, List.of()).forEach(arriving::remove);
  }

  /** The devices that a migration moves away from. */
  List<String> sources(String migration) {
    return sources.getOrDefault(migration, List.of());
  }

  /** The device that {@code device} takes over from, in a migration that is under way. */
  Optional<String> before(String device) {
    String migration = arriving.get(device);
    if (migration == null) {
      return Optional.empty();
    }
    int number = destinations.get(migration).indexOf(device);
    return Optional.of(sources(migration))
        .filter(all -> number >= 0 && number < all.size())
        .map(all -> all.get(number));
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
