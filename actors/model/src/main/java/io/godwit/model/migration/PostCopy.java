package io.godwit.model.migration;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.PostCopyPaused;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;

/**
 * The guest runs at the destination and the rest of its memory follows. Nothing can take this back:
 * the source has the old state, the destination not all of the new one.
 */
final class PostCopy {

  /**
   * To take a fault and to put the page in place, at both ends: an assumption, a tenth of the 700
   * us that are reported for an I/O page fault.
   */
  private static final SimDuration FAULT_HANDLING = SimDuration.ofMicros(70);

  private static final long PAGE_BYTES = 4104;

  private PostCopy() {}

  /** Has all that is missing follow, for as long as no pause between two bytes is too long. */
  static Outgoing follow(AttemptState attempt) {
    return Calls.startFlow(attempt, attempt.memory().following());
  }

  /** A guest that is paused is taken to stand: it soon touches a page that is not there. */
  static PostCopyFinished finished(AttemptState attempt, SimTime now) {
    PreCopySession session = attempt.memory().session();
    ByteCount sent = attempt.memory().followed();
    SimDuration took = now.since(attempt.switchOver().resumedAt());
    SimDuration moved = took.minus(attempt.memory().pausedFor());
    SimDuration each = waitForPage(session.backing(), Calls.latency(attempt), moved, sent);
    SimDuration ran = guestTime(attempt, moved, each);
    return new PostCopyFinished(sent, took, faults(attempt, ran), took.minus(ran));
  }

  /** To ask for a page of the host and to have all of it, while others use the same stream. */
  private static SimDuration waitForPage(
      long backing, SimDuration latency, SimDuration took, ByteCount sent) {
    long nanosPerPage =
        WideMath.multiplyDivideCeil(PAGE_BYTES * backing, took.nanos(), Math.max(1, sent.bytes()));
    return FAULT_HANDLING.plus(SimDuration.ofNanos(nanosPerPage)).plus(latency.times(2));
  }

  /**
   * What the guest gets of {@code took}: a guest that waits touches fewer pages, so its own time
   * and its waiting for the pages that it touches in it must fill {@code took} together. All its
   * processors wait when one does.
   */
  private static SimDuration guestTime(AttemptState attempt, SimDuration took, SimDuration each) {
    long least = 0;
    long most = took.nanos();
    while (most - least > 1_000) {
      long middle = (least + most) / 2;
      long faults = faults(attempt, SimDuration.ofNanos(middle));
      boolean fits = faults <= (took.nanos() - middle) / each.nanos();
      least = fits ? middle : least;
      most = fits ? most : middle;
    }
    return SimDuration.ofNanos(least);
  }

  /** The engine counts the guest's time at the source, and here it may be faster. */
  private static long faults(AttemptState attempt, SimDuration ran) {
    return attempt.memory().session().pageFaults(attempt.atDestination(ran));
  }

  static PostCopyPaused paused(AttemptState attempt, String why, SimDuration wait) {
    return new PostCopyPaused(why, attempt.memory().following().bytes(), wait);
  }

  /** The guest's processors wait for pages for ever. */
  static GuestLost lost(AttemptState attempt, String why) {
    return new GuestLost(
        why,
        attempt.memory().following().bytes(),
        attempt.switchOver().resumedAt().since(attempt.switchOver().stoppedAt()));
  }
}
