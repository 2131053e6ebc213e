package io.godwit.dashboards.chart;

import io.godwit.dashboards.projection.Concern;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimDuration;
import io.godwit.persistence.codec.EventType;
import io.godwit.persistence.run.EventLog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the migration that somebody asks for, and tells its story. */
public final class Stories {

  /** What is known of one migration before its chart is read. */
  private static final class Candidate {
    private final String vm;
    private final Set<String> devices = new LinkedHashSet<>();
    private SimDuration downtime = SimDuration.ZERO;

    Candidate(String vm) {
      this.vm = vm;
    }

    boolean isMeantBy(String migration, String name) {
      return migration.equals(name) || vm.equals(name) || devices.contains(name);
    }
  }

  private final Map<String, Candidate> candidates = new LinkedHashMap<>();

  private Stories() {}

  /**
   * The story of one migration of a run: the one of this name, or of those of this guest or this
   * device the one with the longest downtime; of all where {@code wanted} is empty.
   *
   * @return empty when there is none such
   */
  public static Optional<Story> of(EventLog log, Optional<String> wanted) {
    Stories stories = in(log);
    return stories.choose(wanted).map(migration -> stories.story(log, migration, wanted));
  }

  /** The full names of all moved devices of a run that end in {@code tail}, in order. */
  public static List<String> devices(EventLog log, String tail) {
    return in(log).candidates.values().stream()
        .flatMap(each -> each.devices.stream())
        .filter(device -> device.endsWith('/' + tail))
        .distinct()
        .sorted()
        .toList();
  }

  private static Stories in(EventLog log) {
    var stories = new Stories();
    try (Stream<RecordedEvent> events = log.events()) {
      events.forEachOrdered(stories::learn);
    }
    return stories;
  }

  private void learn(RecordedEvent recorded) {
    String migration = recorded.entity().name();
    if (recorded.event() instanceof MigrationPlanned planned) {
      candidates.put(planned.migration(), new Candidate(planned.vm()));
    } else if (recorded.event() instanceof MigrationStarted started) {
      candidates.get(migration).devices.addAll(started.devices());
    } else if (recorded.event() instanceof ReservationMade made) {
      candidates.get(made.migration()).devices.addAll(made.members());
    } else if (recorded.event() instanceof MigrationCompleted completed) {
      stood(migration, completed.downtime());
    } else if (recorded.event() instanceof MigrationRolledBack undone) {
      stood(migration, undone.downtime());
    } else if (recorded.event() instanceof GuestLost lost) {
      stood(migration, lost.downtime());
    }
  }

  private void stood(String migration, SimDuration downtime) {
    Candidate candidate = candidates.get(migration);
    if (downtime.compareTo(candidate.downtime) > 0) {
      candidate.downtime = downtime;
    }
  }

  /** Of equals the first. */
  private Optional<String> choose(Optional<String> wanted) {
    return candidates.entrySet().stream()
        .filter(each -> wanted.isEmpty() || each.getValue().isMeantBy(each.getKey(), wanted.get()))
        .reduce(
            (one, other) ->
                other.getValue().downtime.compareTo(one.getValue().downtime) > 0 ? other : one)
        .map(Map.Entry::getKey);
  }

  private Story story(EventLog log, String migration, Optional<String> wanted) {
    Concern concern = Concern.ofMigration(migration);
    List<RecordedEvent> events;
    try (Stream<RecordedEvent> all = log.events()) {
      events =
          all.filter(concern::accept)
              .filter(recorded -> !EventType.of(recorded.event()).isPrivate())
              .toList();
    }
    Optional<String> device = wanted.filter(candidates.get(migration).devices::contains);
    return new Story(ChartReader.read(migration, events, device), events);
  }
}
