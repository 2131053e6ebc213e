package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Bar.Kind;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.report.EventText;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.ReservationRefused;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.HypervisorEvent.VmLaunched;
import io.godwit.model.event.HypervisorEvent.VmRemoved;
import io.godwit.model.event.MigrationEvent.GuestThrottled;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimTime;
import java.util.Optional;

/** The guest itself and the room that hosts have for it. */
final class GuestLane {

  private final Canvas canvas;
  private final Moved moved;
  private final Reactions atSource = new Reactions();
  private final Reactions atDestination = new Reactions();

  /** Until the attempt begins nothing says whether the guest moves or is started anew. */
  private Optional<Moment> admitted = Optional.empty();

  GuestLane(Canvas canvas, Moved moved) {
    this.canvas = canvas;
    this.moved = moved;
    atSource
        .on(VcpusStopped.class, (at, e) -> stop(Role.SOURCE, at, e))
        .on(VcpusStarted.class, (at, e) -> run(Role.SOURCE, "run again", at, e))
        .on(VmRemoved.class, (at, e) -> note(Role.SOURCE, at, "let go", Tone.PLAIN, e));
    atDestination
        .on(ReservationMade.class, (at, e) -> note(at, "room set aside", Tone.PLAIN, e))
        .on(ReservationRefused.class, (at, e) -> note(at, "no room: " + e.reason(), Tone.FAULT, e))
        .on(ReservationReleased.class, (at, e) -> note(at, "room free again", Tone.PLAIN, e))
        .on(VmLaunched.class, this::boot)
        .on(VcpusStopped.class, (at, e) -> stop(Role.DESTINATION, at, e))
        .on(VcpusStarted.class, (at, e) -> run(Role.DESTINATION, "run", at, e));
  }

  void accept(RecordedEvent recorded) {
    String host = recorded.entity().name();
    if (recorded.event() instanceof MigrationAdmitted) {
      admitted = Optional.of(canvas.moment(recorded.at()));
    } else if (recorded.event() instanceof MigrationStarted) {
      admitted.ifPresent(at -> canvas.begin(Role.GUEST, Kind.RUNS, at, moved.vm() + " runs"));
    } else if (recorded.event() instanceof GuestThrottled throttled) {
      throttle(recorded.at(), throttled);
    } else if (recorded.event() instanceof HypervisorEvent && host.equals(moved.source())) {
      atSource.accept(recorded);
    } else if (recorded.event() instanceof HypervisorEvent && host.equals(moved.destination())) {
      atDestination.accept(recorded);
    }
  }

  private void stop(Role by, SimTime at, Event event) {
    Moment moment = canvas.moment(at);
    canvas.arrow(moment, Tone.PLAIN, EventText.exact(event), new Hop(by, Role.GUEST, "stop"));
    canvas.end(Role.GUEST, Kind.THROTTLED, moment);
    canvas.end(Role.GUEST, Kind.RUNS, moment);
    canvas.begin(Role.GUEST, Kind.STANDS, moment, moved.vm() + " stands still");
  }

  /** A guest that is started anew runs nowhere until then. */
  private void boot(SimTime at, Event event) {
    Moment moment = canvas.moment(at);
    canvas.arrow(
        moment, Tone.PLAIN, EventText.exact(event), new Hop(Role.DESTINATION, Role.GUEST, "boot"));
    canvas.begin(Role.GUEST, Kind.STANDS, moment, moved.vm() + " boots");
  }

  private void run(Role by, String label, SimTime at, Event event) {
    Moment moment = canvas.moment(at);
    canvas.arrow(moment, Tone.GOOD, EventText.exact(event), new Hop(by, Role.GUEST, label));
    canvas.end(Role.GUEST, Kind.STANDS, moment);
    canvas.begin(Role.GUEST, Kind.RUNS, moment, moved.vm() + " runs");
  }

  private void throttle(SimTime at, GuestThrottled event) {
    Moment moment = canvas.moment(at);
    String label = event.percent() == 0 ? "full speed" : event.percent() + " % slower";
    canvas.arrow(
        moment, Tone.WAIT, EventText.exact(event), new Hop(Role.SOURCE, Role.GUEST, label));
    canvas.end(Role.GUEST, Kind.THROTTLED, moment);
    if (event.percent() > 0) {
      canvas.begin(Role.GUEST, Kind.THROTTLED, moment, moved.vm() + " is " + label);
    }
  }

  private void note(SimTime at, String text, Tone tone, Event event) {
    note(Role.DESTINATION, at, text, tone, event);
  }

  private void note(Role on, SimTime at, String text, Tone tone, Event event) {
    canvas.note(canvas.moment(at), on, text, tone, EventText.exact(event));
  }
}
