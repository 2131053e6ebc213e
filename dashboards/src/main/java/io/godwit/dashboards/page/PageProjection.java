package io.godwit.dashboards.page;

import io.godwit.dashboards.page.Course.Attempt;
import io.godwit.dashboards.page.Samples.Sample;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowBegun;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a run's history once, in order, and keeps what its page draws. It is asked at the end, or
 * in between by whoever shows a run that goes on.
 */
public final class PageProjection {

  private static final List<Phase> PHASES = List.of(Phase.values());

  private record Flow(FlowStarted started, SimTime at) {}

  final Map<String, Course> courses = new LinkedHashMap<>();
  final Map<String, HypervisorStarted> hosts = new LinkedHashMap<>();
  final Map<String, LinkUsed> links = new HashMap<>();
  final Map<String, Long> linkOrds = new HashMap<>();
  final List<Sample> downtimes = new ArrayList<>();
  final List<Sample> totals = new ArrayList<>();
  final List<Sample> rounds = new ArrayList<>();
  final HeatMap heat = new HeatMap();
  final Troubles troubles = new Troubles();
  final Progress progress = new Progress();
  private final Map<Long, Flow> flows = new HashMap<>();
  long flowBytes;
  long linkBytes;
  SimTime end = SimTime.ZERO;

  /** Takes the next event. */
  public void accept(RecordedEvent recorded) {
    end = recorded.at();
    troubles.take(recorded);
    Event event = recorded.event();
    if (event instanceof FleetEvent fleet) {
      fleet(fleet, recorded);
      progress.take(recorded, fleet, courses);
    } else if (event instanceof MigrationEvent migration) {
      migration(migration, recorded);
    } else if (event instanceof FlowStarted started) {
      flows.put(started.flow(), new Flow(started, recorded.at()));
    } else if (event instanceof FlowBegun begun) {
      flows.computeIfPresent(begun.flow(), (id, flow) -> new Flow(flow.started(), recorded.at()));
    } else if (event instanceof FlowEnded ended) {
      ended(ended, recorded.at());
    } else if (event instanceof HypervisorStarted started) {
      hosts.put(recorded.entity().name(), started);
    }
  }

  private void ended(FlowEnded ended, SimTime at) {
    Flow flow = flows.remove(ended.flow());
    if (flow == null) {
      return; // of a record that does not tell of its beginning
    }
    long bytes = ended.sent().bytes();
    heat.carried(flow.started().links(), flow.at(), at, bytes);
    linkBytes += bytes * flow.started().links().size();
    if (EntityId.ofPersistenceId(flow.started().asker()).kind() == EntityKind.MIGRATION) {
      flowBytes += bytes;
    }
  }

  private void fleet(FleetEvent event, RecordedEvent recorded) {
    long at = recorded.at().nanos();
    if (event instanceof FleetEvent.MigrationPlanned planned) {
      courses.put(planned.migration(), new Course(planned, at, recorded.order()));
    } else if (event instanceof FleetEvent.MigrationAdmitted admitted) {
      courses
          .get(admitted.migration())
          .attempts
          .add(new Attempt(admitted.destination(), at, recorded.order()));
    } else if (event instanceof FleetEvent.MigrationSettled settled) {
      Course course = courses.get(settled.migration());
      course.outcome = settled.outcome();
      course.settledAt = at;
      course.settledOrd = recorded.order();
    } else if (event instanceof LinkUsed used) {
      links.put(used.link(), used);
      linkOrds.put(used.link(), recorded.order());
    }
  }

  private void migration(MigrationEvent event, RecordedEvent recorded) {
    Course course = courses.get(recorded.entity().name());
    if (course == null || course.attempts.isEmpty()) {
      return;
    }
    Attempt attempt = course.last();
    long at = recorded.at().nanos();
    if (event instanceof MigrationEvent.PhaseEntered entered) {
      attempt.phases.add(PHASES.indexOf(Phase.of(entered.phase()))).add(at - attempt.from);
    } else if (event instanceof MigrationEvent.RoundFinished round) {
      attempt.rounds.add(at - attempt.from).add(round.sent().bytes()).add(round.dirtied().bytes());
    } else if (event instanceof MigrationEvent.MigrationCompleted completed) {
      end(attempt, recorded, "completed", "", completed.downtime().nanos());
      course.total = completed.total().nanos();
      sample(totals, recorded, course.total);
      sample(rounds, recorded, completed.rounds());
    } else if (event instanceof MigrationEvent.MigrationFailed failed) {
      end(attempt, recorded, "failed", failed.reason(), -1);
    } else if (event instanceof MigrationEvent.MigrationRolledBack undone) {
      end(attempt, recorded, "rolled-back", undone.reason(), undone.downtime().nanos());
    } else if (event instanceof MigrationEvent.GuestLost lost) {
      end(attempt, recorded, "lost", lost.reason(), lost.downtime().nanos());
    }
  }

  private void end(
      Attempt attempt, RecordedEvent recorded, String how, String reason, long downtime) {
    attempt.until = recorded.at().nanos();
    attempt.endOrd = recorded.order();
    attempt.end = how;
    attempt.reason = reason;
    attempt.downtime = downtime;
    if (downtime >= 0) {
      sample(downtimes, recorded, downtime);
    }
  }

  private static void sample(List<Sample> samples, RecordedEvent recorded, long value) {
    samples.add(new Sample(value, recorded.entity().name(), recorded.order()));
  }
}
