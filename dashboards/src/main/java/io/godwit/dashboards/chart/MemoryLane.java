package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Bar.Kind;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.report.EventText;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Memory on its way over the fabric, and what happens to the links meanwhile. */
final class MemoryLane {

  private final Canvas canvas;
  private final Reactions reactions = new Reactions();

  /** Memory parts of the flows that are under way; an engine may send a round in many. */
  private final Map<Long, FlowStarted> flows = new HashMap<>();

  /** When the round under way, or whatever else it is, began. */
  private Optional<Moment> began = Optional.empty();

  /** When its last flow ended. */
  private Optional<Moment> paused = Optional.empty();

  private ByteCount sent = ByteCount.ZERO;
  private Phase phase = Phase.RESERVE;
  private int rounds;

  MemoryLane(Canvas canvas) {
    this.canvas = canvas;
    reactions
        .on(PhaseEntered.class, (at, e) -> enter(Phase.of(e.phase())))
        .on(FlowStarted.class, this::begin)
        .on(FlowEnded.class, this::pause)
        .on(RoundFinished.class, (at, e) -> end(at, "round " + e.round(), e.sent(), e.took(), e))
        .on(FinalMemorySent.class, (at, e) -> end(at, "last memory", e.sent(), e.took(), e))
        .on(PostCopyFinished.class, (at, e) -> end(at, "post-copy", e.sent(), e.took(), e))
        .on(MigrationFailed.class, (at, e) -> giveUp())
        .on(MigrationRolledBack.class, (at, e) -> giveUp())
        .on(GuestLost.class, (at, e) -> giveUp())
        .on(LinkChanged.class, this::change);
  }

  void accept(RecordedEvent recorded) {
    reactions.accept(recorded);
    if (recorded.event() instanceof MigrationAdmitted) {
      rounds = 0;
    } else if (recorded.event() instanceof RoundFinished finished) {
      rounds = finished.round();
    }
  }

  /** A round that is not finished when the guest stops is one no more. */
  private void enter(Phase next) {
    if (next == Phase.VCPU_STOP) {
      giveUp();
    }
    phase = next;
  }

  private void begin(SimTime at, FlowStarted flow) {
    if (flow.memoryIn(flow.size()).isZero()) {
      return;
    }
    flows.put(flow.flow(), flow);
    if (began.isEmpty()) {
      Moment moment = canvas.moment(at);
      began = Optional.of(moment);
      sent = ByteCount.ZERO;
      leave(moment, what(), flow);
    }
  }

  private String what() {
    return switch (phase) {
      case RESERVE, PRE_COPY -> "round " + (rounds + 1);
      case RESUME, POST_COPY, RELEASE -> "post-copy";
      default -> "last memory";
    };
  }

  private void leave(Moment moment, String what, Event event) {
    canvas.arrow(
        moment, Tone.PLAIN, EventText.exact(event), new Hop(Role.SOURCE, Role.FABRIC, what));
    canvas.begin(Role.FABRIC, Kind.FLOWS, moment, what);
  }

  private void pause(SimTime at, FlowEnded event) {
    FlowStarted flow = flows.remove(event.flow());
    if (flow != null) {
      sent = sent.plus(flow.memoryIn(event.sent()));
      paused = Optional.of(canvas.moment(at));
    }
  }

  /** Runs of the first format keep no flows: what is sent then began as long ago as it took. */
  private void end(SimTime at, String what, ByteCount all, SimDuration took, Event event) {
    if (began.isEmpty()) {
      if (all.isZero()) {
        return;
      }
      leave(canvas.moment(new SimTime(at.nanos() - took.nanos())), what, event);
    }
    arrive(
        canvas.moment(at),
        Brief.of(all) + ", " + Brief.of(took),
        Tone.PLAIN,
        EventText.exact(event));
  }

  private void arrive(Moment moment, String label, Tone tone, String detail) {
    canvas.arrow(moment, tone, detail, new Hop(Role.FABRIC, Role.DESTINATION, label));
    canvas.end(Role.FABRIC, Kind.FLOWS, moment);
    began = Optional.empty();
    paused = Optional.empty();
    flows.clear();
  }

  /** What was sent of something that is not brought to its end. */
  private void giveUp() {
    if (began.isPresent() && paused.isPresent()) {
      String took = Brief.of(paused.get().at().since(began.get().at()));
      arrive(
          paused.get(),
          Brief.of(sent) + ", " + took,
          Tone.WAIT,
          "%s sent, and not all that there was".formatted(Exact.text(sent)));
    }
  }

  private void change(SimTime at, LinkChanged event) {
    Moment moment = canvas.moment(at);
    boolean down = event.capacity().isZero();
    String text = event.link() + (down ? " down" : ": " + event.capacity());
    canvas.note(moment, Role.FABRIC, text, down ? Tone.FAULT : Tone.WAIT, EventText.exact(event));
    canvas.end(Role.FABRIC, Kind.DISTURBED, moment);
    if (down) {
      canvas.begin(Role.FABRIC, Kind.DISTURBED, moment, text);
    }
  }
}
