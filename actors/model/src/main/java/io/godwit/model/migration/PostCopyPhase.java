package io.godwit.model.migration;

import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;

/**
 * The guest runs at the destination and the rest of its memory follows. Nothing can take this back:
 * the source has the old state, the destination not all of the new one.
 */
final class PostCopyPhase {

  /** Without a byte for this long, the connection is given up: libvirt's keepalive of 5 s x 6. */
  static final SimDuration PATIENCE = SimDuration.ofSeconds(30);

  /**
   * To take a fault and to put the page in place, at both ends: an assumption, a tenth of the 700
   * us that are reported for an I/O page fault.
   */
  private static final SimDuration FAULT_HANDLING = SimDuration.ofMicros(70);

  private static final long PAGE_BYTES = 4104;

  private final Attempt attempt;

  PostCopyPhase(Attempt attempt) {
    this.attempt = attempt;
  }

  void begin(Step.Send rest) {
    attempt.underway().following = rest.bytes();
    send(rest);
  }

  private void send(Step.Send rest) {
    attempt.calls.startMemoryFlow(new Step.Send(rest.bytes(), rest.cap(), PATIENCE));
  }

  void sent(FlowEnded ended) {
    var underway = attempt.underway();
    underway.followed = underway.followed.plus(ended.sent());
    ByteCount left = underway.following.minus(underway.followed);
    if (left.isZero()) {
      finish();
    } else if (ended.sent().isZero()) {
      lose(left);
    } else {
      Step.Send all = session().afterResume();
      send(Step.Send.all(left, all.cap()));
    }
  }

  private void finish() {
    ByteCount sent = attempt.underway().followed;
    SimDuration took = attempt.now.since(attempt.state.resumedAt);
    SimDuration each = waitForPage(took, sent);
    SimDuration ran = guestTime(took, each);
    attempt.decision.record(
        new PostCopyFinished(sent, took, session().pageFaults(ran), took.minus(ran)));
    attempt.release();
  }

  /** To ask for a page and to have it, while others use the same stream. */
  private SimDuration waitForPage(SimDuration took, ByteCount sent) {
    long nanosPerPage =
        WideMath.multiplyDivideCeil(PAGE_BYTES, took.nanos(), Math.max(1, sent.bytes()));
    return FAULT_HANDLING
        .plus(SimDuration.ofNanos(nanosPerPage))
        .plus(attempt.calls.latency().times(2));
  }

  /**
   * What the guest gets of {@code took}: a guest that waits touches fewer pages, so its own time
   * and its waiting for the pages that it touches in it must fill {@code took} together. All its
   * processors wait when one does.
   */
  private SimDuration guestTime(SimDuration took, SimDuration each) {
    long least = 0;
    long most = took.nanos();
    while (most - least > 1_000) {
      long middle = (least + most) / 2;
      long faults = session().pageFaults(SimDuration.ofNanos(middle));
      boolean fits = faults <= (took.nanos() - middle) / each.nanos();
      least = fits ? middle : least;
      most = fits ? most : middle;
    }
    return SimDuration.ofNanos(least);
  }

  private PreCopySession session() {
    return attempt.underway().session.orElseThrow();
  }

  /** Its processors wait for pages for ever. */
  private void lose(ByteCount left) {
    String reason = "nothing came for " + PATIENCE + " in post-copy";
    attempt.decision.record(
        new GuestLost(reason, left, attempt.state.resumedAt.since(attempt.state.stoppedAt)));
    attempt.calls.askDestination(new HypervisorMessage.StopVcpus(attempt.state.vm));
    attempt.report(Outcome.LOST, reason);
  }
}
