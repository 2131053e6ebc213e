package io.godwit.dashboards.report;

import static io.godwit.dashboards.report.Sentences.decided;
import static io.godwit.dashboards.report.Sentences.say;
import static io.godwit.dashboards.report.Sentences.spaced;

import io.godwit.model.context.RingPositions;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.Counted;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What the events of a member say. */
final class MemberSentences {

  private MemberSentences() {}

  /** The ranges that are open, queue by queue. */
  private static String rings(Bytes positions) {
    var text = new StringJoiner("; ");
    for (RingPositions ring : RingPositions.decode(positions)) {
      if (ring.waiting() > 0 || ring.used() < ring.fetched()) {
        text.add(
            String.format(
                Locale.US,
                "queue %d: %,d %s, %,d in flight",
                ring.queue(),
                ring.waiting(),
                ring.waiting() == 1 ? "waits" : "wait",
                ring.fetched() - ring.used()));
      }
    }
    return text.length() == 0 ? "nothing is open" : text.toString();
  }

  static void addTo(Sentences sentences) {
    sentences.on(
        MemberEvent.MemberStarted.class,
        e ->
            say(
                "first spoken to: a %s device of %s, %s",
                e.type(), Counted.of(e.queues(), "queue"), e.mode()));
    sentences.on(
        MemberEvent.ModeChanged.class,
        e ->
            say(
                "mode changed from %s to %s%s",
                e.from(),
                e.to(),
                e.drain().isZero() ? "" : ", requests in flight took " + e.drain()));
    sentences.on(
        MemberEvent.ContextRead.class,
        e ->
            say(
                "context read in %s: %s, %d bytes",
                e.mode(), Counted.of(e.fields(), "field"), e.content().size()));
    sentences.on(
        MemberEvent.ContextWritten.class,
        e ->
            say(
                "context written in %s: %s, %d bytes",
                e.mode(), Counted.of(e.fields(), "field"), e.content().size()));
    sentences.on(
        MemberEvent.ContextDiscarded.class,
        e -> "context dropped: " + Counted.of(e.fields(), "field"));
    sentences.on(
        MemberEvent.ContextSealed.class, e -> say("context final: %d bytes", e.content().size()));
    sentences.on(
        MemberEvent.ContextApplied.class,
        e -> say("works with a context of %d bytes", e.content().size()));
    sentences.on(
        MemberEvent.CommandRefused.class,
        e ->
            say(
                "%s refused, %s: %s",
                e.opcode(), StatusText.of(e.status(), e.qualifier()), e.reason()));
    sentences.on(
        MemberEvent.AccessServed.class,
        e ->
            say(
                "%s by the %s in %s: %s%s",
                spaced(e.access()),
                e.by(),
                e.mode(),
                spaced(e.effect()),
                decided(e.decidedBy(), e.choice())));
    sentences.on(
        MemberEvent.RaceDecided.class,
        e ->
            say(
                "%s meets %s: %s%s",
                spaced(e.operation()),
                spaced(e.disturbance()),
                spaced(e.fate()),
                decided(e.decidedBy(), e.choice())));
    sentences.on(
        MemberEvent.DisturbanceBegan.class,
        e -> say("%s began, for %s", spaced(e.kind()), e.lasts()));
    sentences.on(
        MemberEvent.DisturbanceEnded.class,
        e -> say("%s is over, the device is %s", spaced(e.kind()), e.mode()));
    sentences.on(
        MemberEvent.InFlightSettled.class,
        e ->
            say(
                "%s in flight: %s%s",
                Counted.of(e.requests(), "request"),
                spaced(e.fate()),
                decided(e.decidedBy(), e.choice())));
    sentences.on(
        MemberEvent.DeviceResumed.class,
        e ->
            say(
                "works again, queues %s, %s%s",
                e.queues(),
                Counted.of(e.notified(), "notice"),
                decided(e.decidedBy(), e.choice())));
    sentences.on(
        MemberEvent.WorkingStateCleared.class,
        e -> "the read cleared what it works with" + decided(e.decidedBy(), e.choice()));
    sentences.on(
        MemberEvent.ModeChangePutOff.class,
        e -> say("busy: the change from %s to %s is put off", e.from(), e.to()));
    sentences.on(
        MemberEvent.StatusOverwritten.class,
        e -> say("what was written up to write %d of its status is overwritten", e.write()));
    sentences.on(
        MemberEvent.FaultArmed.class,
        e -> say("%s lies in wait for the next command that it fits", spaced(e.fault())));
    sentences.on(MemberEvent.FaultStruck.class, e -> say("%s struck", spaced(e.fault())));
    sentences.on(MemberEvent.ResultLost.class, e -> say("the result of %s was lost", e.opcode()));
    sentences.on(
        MemberEvent.RingsSeen.class, e -> say("rings in %s: %s", e.mode(), rings(e.positions())));
    sentences.on(
        MemberEvent.RingsArrived.class,
        e -> say("the guest's memory has come: %s", rings(e.positions())));
    sentences.on(
        MemberEvent.InterruptHeld.class,
        e -> say("masked, and pending: %s", String.join(", ", e.vectors())));
    sentences.on(
        MemberEvent.InterruptSent.class,
        e -> say("what was pending is told: %s", String.join(", ", e.vectors())));
    sentences.on(
        MemberEvent.VectorMasked.class,
        e -> say("the guest has %s vector %s", e.masked() ? "masked" : "unmasked", e.vector()));
    sentences.on(
        MemberEvent.InterruptsArrived.class,
        e ->
            say(
                "MSI-X is set up as it was: %s; masked %s; pending %s",
                e.functionMasked() ? "the function masked" : "the function not masked",
                some(e.masked()),
                some(e.pending())));
    sentences.on(
        MemberEvent.DeviceInitialised.class,
        e -> say("the guest's driver has set it up again: %d bytes", e.content().size()));
    sentences.on(MemberEvent.MemberReset.class, e -> say("back to its defaults: %s", e.cause()));
  }

  private static String some(List<String> vectors) {
    return vectors.isEmpty() ? "nothing" : String.join(", ", vectors);
  }
}
