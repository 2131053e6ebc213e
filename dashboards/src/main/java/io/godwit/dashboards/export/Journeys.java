package io.godwit.dashboards.export;

import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.MigrationEvent.UndoBegun;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimDuration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a history once and tells each migration as spans: attempts, their phases, what is sent. */
final class Journeys {

  private final Map<String, Journey> byName = new LinkedHashMap<>();

  /** Whose command is under way, by host and number. */
  private final Map<String, Journey> commands = new HashMap<>();

  private long now;

  void accept(RecordedEvent recorded) {
    now = recorded.at().nanos();
    Event event = recorded.event();
    if (event instanceof FleetEvent fleet) {
      take(fleet);
    } else if (event instanceof MigrationEvent migration) {
      find(recorded.entity().name()).ifPresent(journey -> take(journey, migration));
    } else if (event instanceof HypervisorEvent hypervisor) {
      take(recorded.entity().name(), hypervisor);
    }
  }

  /** All migrations in the order in which they were planned; what still goes on ends now. */
  Collection<Journey> end() {
    for (Journey journey : byName.values()) {
      if (journey.attempt.isPresent()) {
        journey.endAttempt(now, "unsettled", "");
      }
      journey.commands.values().forEach(command -> command.span().close(now));
      journey.whole.close(now);
    }
    return byName.values();
  }

  private Optional<Journey> find(String migration) {
    return Optional.ofNullable(byName.get(migration));
  }

  private void take(FleetEvent event) {
    if (event instanceof MigrationPlanned planned) {
      byName.put(
          planned.migration(),
          new Journey(planned.migration(), planned.vm(), planned.source(), now));
    } else if (event instanceof MigrationAdmitted admitted) {
      find(admitted.migration()).ifPresent(journey -> admit(journey, admitted));
    } else if (event instanceof MigrationSettled settled) {
      find(settled.migration())
          .ifPresent(journey -> journey.whole.with("outcome", settled.outcome()).close(now));
    }
  }

  private void admit(Journey journey, MigrationAdmitted admitted) {
    journey.destination = admitted.destination();
    journey.attempt =
        Optional.of(
            journey
                .whole
                .child("attempt " + admitted.attempt(), now)
                .with("vm", journey.vm)
                .with("destination", admitted.destination()));
  }

  private void take(Journey journey, MigrationEvent event) {
    if (event instanceof MigrationStarted started) {
      journey.attempt.ifPresent(
          each ->
              each.with("memory_bytes", started.memory().bytes())
                  .with("strategy", started.strategy())
                  .with("engine", started.engine()));
    } else if (event instanceof PhaseEntered entered) {
      journey.enter(entered.phase(), now);
    } else if (event instanceof UndoBegun undo) {
      journey.enter("undo", now);
      journey.phase.ifPresent(each -> each.with("reason", undo.reason()));
    } else if (event instanceof RoundFinished round) {
      sent(journey, "round " + round.round(), round.took(), round.sent().bytes());
      journey.left.add(new Journey.Left(now, round.dirtied().bytes()));
    } else if (event instanceof FinalMemorySent last) {
      sent(journey, "last memory", last.took(), last.sent().bytes());
      journey.left.add(new Journey.Left(now, 0));
    } else if (event instanceof PostCopyFinished followed) {
      sent(journey, "memory that follows", followed.took(), followed.sent().bytes());
    } else if (event instanceof MigrationCompleted completed) {
      journey.attempt.ifPresent(each -> each.with("downtime_ns", completed.downtime().nanos()));
      journey.endAttempt(now, "completed", "");
    } else if (event instanceof GuestLost lost) {
      journey.endAttempt(now, "lost", lost.reason());
    } else if (event instanceof MigrationFailed failed) {
      journey.endAttempt(now, "failed", failed.reason());
    } else if (event instanceof MigrationRolledBack undone) {
      journey.attempt.ifPresent(each -> each.with("downtime_ns", undone.downtime().nanos()));
      journey.endAttempt(now, "rolled-back", undone.reason());
    }
  }

  private void sent(Journey journey, String name, SimDuration took, long bytes) {
    journey.phase.ifPresent(
        phase -> phase.child(name, now - took.nanos()).with("sent_bytes", bytes).close(now));
  }

  private void take(String host, HypervisorEvent event) {
    if (event instanceof ReservationMade made) {
      find(made.migration()).ifPresent(journey -> reserve(journey, host));
    } else if (event instanceof CommandSubmitted command) {
      Span span =
          new Span(command.opcode(), now)
              .with("operation", command.operation())
              .with("command", command.command());
      submit(command.migration(), host, command.command(), command.member(), span);
    } else if (event instanceof StatusWritten written) {
      Span span = new Span("status " + written.mode(), now).with("operation", written.operation());
      submit(written.migration(), host, written.command(), written.member(), span);
    } else if (event instanceof CommandCompleted completed) {
      complete(host, completed.command(), "status", (long) completed.status());
    } else if (event instanceof StatusSeen seen) {
      complete(host, seen.command(), "status", seen.status());
    }
  }

  private void reserve(Journey journey, String host) {
    journey.arrivals.add(new Span("takes " + journey.vm, now).with("migration", journey.migration));
    journey.arrivedAt.add(host);
  }

  private void submit(String migration, String host, long number, String member, Span span) {
    find(migration)
        .ifPresent(
            journey -> {
              journey.commands.put(host + ' ' + number, new Journey.Command(host, member, span));
              commands.put(host + ' ' + number, journey);
            });
  }

  private void complete(String host, long number, String key, Object value) {
    String command = host + ' ' + number;
    Optional.ofNullable(commands.remove(command))
        .ifPresent(journey -> journey.commands.get(command).span().with(key, value).close(now));
  }
}
