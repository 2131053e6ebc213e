package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Bar.Kind;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.report.EventText;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/** Memory on its way over the fabric, and what happens to the links meanwhile. */
final class MemoryLane {

  private final Canvas canvas;
  private final Reactions reactions = new Reactions();

  MemoryLane(Canvas canvas) {
    this.canvas = canvas;
    reactions
        .on(RoundFinished.class, (at, e) -> sent(at, "round " + e.round(), e.sent(), e.took(), e))
        .on(FinalMemorySent.class, (at, e) -> sent(at, "last memory", e.sent(), e.took(), e))
        .on(PostCopyFinished.class, (at, e) -> sent(at, "post-copy", e.sent(), e.took(), e))
        .on(LinkChanged.class, this::changed);
  }

  void accept(RecordedEvent recorded) {
    reactions.accept(recorded);
  }

  /** Only the end is on record, and how long it took. */
  private void sent(SimTime at, String what, ByteCount sent, SimDuration took, Event event) {
    Moment from = canvas.moment(new SimTime(at.since(SimTime.ZERO).minus(took).nanos()));
    Moment to = canvas.moment(at);
    String detail = EventText.exact(event);
    canvas.arrow(from, Tone.PLAIN, detail, new Hop(Role.SOURCE, Role.FABRIC, what));
    canvas.arrow(
        to,
        Tone.PLAIN,
        detail,
        new Hop(Role.FABRIC, Role.DESTINATION, Brief.of(sent) + ", " + Brief.of(took)));
    canvas.bar(Role.FABRIC, Kind.FLOWS, from, to, what + ": " + Exact.text(sent));
  }

  private void changed(SimTime at, LinkChanged event) {
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
