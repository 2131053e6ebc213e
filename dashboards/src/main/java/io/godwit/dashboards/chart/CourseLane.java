package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Chart.Downtime;
import io.godwit.dashboards.chart.Mark.PhaseBegins;
import io.godwit.dashboards.report.EventText;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.GuestRestarted;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.RestartFailed;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The course of the migration: attempts, their phases, and how each ended. */
final class CourseLane {

  private final Canvas canvas;
  private final Reactions reactions = new Reactions();
  private final List<PhaseSpan> phases = new ArrayList<>();
  private final List<Downtime> downtimes = new ArrayList<>();
  private int attempt;
  private Optional<PhaseBegins> phase = Optional.empty();
  private Optional<Moment> stopped = Optional.empty();
  private Optional<Moment> resumed = Optional.empty();

  /** When the guest ran again where it had stopped, before all was undone. */
  private Optional<Moment> restarted = Optional.empty();

  private String outcome = "not settled in this record";

  CourseLane(Canvas canvas) {
    this.canvas = canvas;
    reactions
        .on(MigrationAdmitted.class, this::begin)
        .on(MigrationUnplaced.class, (at, e) -> stays(at, "no host has room: " + e.reason(), e))
        .on(MigrationCancelled.class, (at, e) -> stays(at, "cancelled", e))
        .on(RetryScheduled.class, (at, e) -> retry(at, e))
        .on(PhaseEntered.class, (at, e) -> enter(at, Phase.of(e.phase())))
        .on(MigrationCompleted.class, this::complete)
        .on(MigrationFailed.class, (at, e) -> fail(at, e.phase(), e.reason(), e))
        .on(MigrationRolledBack.class, this::rollBack)
        .on(GuestLost.class, this::lose)
        .on(GuestRestarted.class, this::restart)
        .on(RestartFailed.class, this::failToRestart)
        .on(VcpusStarted.class, (at, e) -> restarted = Optional.of(canvas.moment(at)));
  }

  void accept(RecordedEvent recorded) {
    reactions.accept(recorded);
  }

  private void begin(SimTime at, MigrationAdmitted event) {
    attempt = event.attempt();
    String text = "attempt %d, to %s".formatted(attempt, event.destination());
    canvas.divider(canvas.moment(at), text, Tone.PLAIN, EventText.exact(event));
  }

  private void stays(SimTime at, String text, Event event) {
    outcome = text;
    canvas.divider(canvas.moment(at), text, Tone.FAULT, EventText.exact(event));
  }

  private void retry(SimTime at, RetryScheduled event) {
    String text = "again in " + Brief.of(event.after());
    canvas.divider(canvas.moment(at), text, Tone.WAIT, EventText.exact(event));
  }

  private void enter(SimTime at, Phase next) {
    Moment moment = canvas.moment(at);
    leave(moment);
    phase = Optional.of(new PhaseBegins(moment, next));
    if (next.inDowntime()) {
      stopped = stopped.or(() -> Optional.of(moment));
    } else if (stopped.isPresent()) {
      resumed = resumed.or(() -> Optional.of(moment));
    }
  }

  /** A phase that took no time has nothing to show. */
  private void leave(Moment moment) {
    phase
        .filter(was -> moment.at().isAfter(was.moment().at()))
        .ifPresent(
            was -> {
              canvas.add(was);
              phases.add(new PhaseSpan(attempt, was.phase(), was.moment(), moment));
            });
    phase = Optional.empty();
  }

  private void complete(SimTime at, MigrationCompleted event) {
    end(
        at,
        "completed: downtime %s of %s"
            .formatted(Brief.of(event.downtime()), Brief.of(event.total())),
        Tone.GOOD,
        Optional.of(event.downtime()),
        event);
  }

  private void fail(SimTime at, String phase, String reason, Event event) {
    end(at, "failed in %s: %s".formatted(phase, reason), Tone.FAULT, Optional.empty(), event);
  }

  private void rollBack(SimTime at, MigrationRolledBack event) {
    end(
        at,
        "undone in %s after a downtime of %s: %s"
            .formatted(event.phase(), Brief.of(event.downtime()), event.reason()),
        Tone.FAULT,
        Optional.of(event.downtime()),
        event);
  }

  private void lose(SimTime at, GuestLost event) {
    end(
        at,
        "the guest is lost: " + event.reason(),
        Tone.FAULT,
        Optional.of(event.downtime()),
        event);
  }

  private void restart(SimTime at, GuestRestarted event) {
    String text = "started anew, after %s away".formatted(Brief.of(event.away()));
    end(at, text, Tone.GOOD, Optional.empty(), event);
  }

  private void failToRestart(SimTime at, RestartFailed event) {
    end(at, "not started anew: " + event.reason(), Tone.FAULT, Optional.empty(), event);
  }

  private void end(
      SimTime at, String text, Tone tone, Optional<SimDuration> downtime, Event event) {
    Moment moment = canvas.moment(at);
    canvas.divider(moment, text, tone, EventText.exact(event));
    outcome = text;
    leave(moment);
    closeDowntime(moment, downtime);
  }

  private void closeDowntime(Moment end, Optional<SimDuration> length) {
    stopped.ifPresent(
        from -> {
          Moment to = resumed.or(() -> restarted).orElse(end);
          downtimes.add(new Downtime(from, to, length.orElseGet(() -> to.at().since(from.at()))));
        });
    stopped = Optional.empty();
    resumed = Optional.empty();
    restarted = Optional.empty();
  }

  /** The record ends here, whether the migration has or not. */
  void finish(Moment end) {
    leave(end);
    closeDowntime(end, Optional.empty());
    canvas.endAll(end);
  }

  List<PhaseSpan> phases() {
    return phases;
  }

  List<Downtime> downtimes() {
    return downtimes;
  }

  /** How it ended, or what came last. */
  String outcome() {
    return outcome;
  }
}
