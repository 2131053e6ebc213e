package io.godwit.scenarios.explore;

import io.godwit.model.device.MemberName;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.runtime.kernel.Delivery;
import io.godwit.scenarios.explore.Coverage.Area;
import io.godwit.scenarios.file.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one run goes through: told of its deliveries, and then of its events. */
final class Reached {

  /** A delivery, of which only who got what is kept. */
  private record Meeting(long step, EntityId entity, Class<?> message) {}

  private final List<Meeting> meetings = new ArrayList<>();
  private final Situations situations = new Situations();
  private final Coverage coverage = new Coverage();
  private Optional<String> impossible = Optional.empty();

  void deliver(EntityId entity, Delivery delivery) {
    meetings.add(new Meeting(delivery.step(), entity, delivery.message().getClass()));
  }

  /** Goes through the run once more, its messages among its events. */
  Coverage in(List<RecordedEvent> history, Scenario scenario) {
    int next = 0;
    for (Meeting meeting : meetings) {
      meet(meeting);
      while (next < history.size() && history.get(next).occurrence().step() <= meeting.step()) {
        RecordedEvent recorded = history.get(next++);
        look(recorded.entity(), recorded.event(), scenario);
        situations.take(recorded);
      }
    }
    return coverage;
  }

  private void meet(Meeting meeting) {
    String kind = meeting.entity().kind().prefix();
    coverage.reach(
        Area.MEETINGS,
        "%s %s: %s"
            .formatted(kind, situations.of(meeting.entity()), meeting.message().getSimpleName()));
  }

  private void look(EntityId entity, Event event, Scenario scenario) {
    if (event instanceof MigrationEvent.FaultAimed aimed) {
      aim(entity, scenario.plannedFaults().get(aimed.fault()).kind(), aimed.target());
    } else if (event instanceof MigrationEvent.FaultTriggered triggered) {
      aim(entity, triggered.kind(), triggered.target());
    } else if (event instanceof FleetEvent.FaultInjected injected) {
      situations.underWay().forEach(migration -> strike(migration, injected.kind()));
    } else if (event instanceof FleetEvent.LinkChanged changed) {
      String kind = changed.capacity().isZero() ? "link-down" : "link-degraded";
      situations.underWay().forEach(migration -> strike(migration, kind));
    } else if (event instanceof MemberEvent.RaceDecided race) {
      coverage.reach(
          Area.RACES, Cells.race(situations.profile(entity), race.operation(), race.disturbance()));
    } else if (event instanceof MigrationEvent end && Situations.isEnd(end)) {
      coverage.reach(
          Area.OUTCOMES,
          "%s from %s".formatted(end.getClass().getSimpleName(), situations.of(entity)));
    }
  }

  private void aim(EntityId migration, String kind, String target) {
    strike(migration, kind);
    if (Domain.isOfGuest(kind) && !situations.runsAt(migration, MemberName.owner(target))) {
      impossible = Optional.of("a guest did something while it stood");
    } else if (Domain.isOfPeer(kind)
        && !situations.devicesWorkAt(migration, MemberName.owner(target))) {
      impossible = Optional.of("a device did something to another while it stood");
    }
  }

  /** What cannot be: a guest or a device acted while it stood, or on what it does not drive. */
  Optional<String> impossible() {
    return impossible;
  }

  private void strike(EntityId migration, String kind) {
    coverage.reach(Area.STRIKES, Cells.strike(kind, situations.of(migration)));
  }
}
