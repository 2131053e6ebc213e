package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import java.util.List;

/**
 * Pre-copy in rounds, as Clark et al. (NSDI 2005) and every analytic model after them have it: a
 * round sends all that is dirty, what is written meanwhile is the next round, and the guest stops
 * when that fits into the downtime limit at the bandwidth of the round just over.
 *
 * @param ran the guest's own time so far
 * @param rounds ended so far
 * @param best the fewest dirty pages that a round has left
 * @param stalled rounds in a row that left no fewer than that
 */
record TextbookSession(
    DirtyModel writes,
    PreCopySettings settings,
    SimDuration ran,
    int rounds,
    Round current,
    long best,
    int stalled)
    implements PreCopySession {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** A round under way: when in the guest's time it began, what it has sent and has still to. */
  private record Round(SimDuration began, ByteCount sent, ByteCount left) {}

  static Turn begin(
      GuestMemory memory, DirtyModel writes, PreCopySettings settings, SimTime ignored) {
    var all = new Round(SimDuration.ZERO, ByteCount.ZERO, WireCost.ofAll(memory));
    var session =
        new TextbookSession(writes, settings, SimDuration.ZERO, 0, all, memory.pages(), 0);
    return Turn.of(session, session.sendRest(), List.of());
  }

  @Override
  public Turn next(Sent sent, SimTime now) {
    var round =
        new Round(current.began, current.sent.plus(sent.bytes()), current.left.minus(sent.bytes()));
    var here =
        new TextbookSession(
            writes, settings, ran.plus(sent.elapsed()), rounds, round, best, stalled);
    return round.left.isZero() ? here.endRound() : Turn.of(here, here.sendRest(), List.of());
  }

  @Override
  public Step.Send afterStop(SimDuration ranOn) {
    long pages = writes.dirtied(current.began, ran.plus(ranOn)).count();
    return Step.Send.all(WireCost.ofWritten(pages), settings.maxBandwidth());
  }

  private Turn endRound() {
    long dirty = writes.dirtied(current.began, ran).count();
    var report =
        new RoundReport(
            rounds + 1,
            current.sent,
            ByteCount.of(dirty * GuestMemory.PAGE_BYTES),
            ran.minus(current.began));
    boolean better = dirty < best;
    var ended =
        new TextbookSession(
            writes,
            settings,
            ran,
            rounds + 1,
            current,
            Math.min(dirty, best),
            better ? 0 : stalled + 1);
    ByteCount left = WireCost.ofWritten(dirty);
    Step verdict = ended.verdict(left);
    return verdict instanceof Step.Send
        ? Turn.of(ended.startRound(left), verdict, List.of(report))
        : Turn.of(ended, verdict, List.of(report));
  }

  private Step verdict(ByteCount left) {
    if (fitsDowntime(left)) {
      return new Step.StopGuest();
    }
    boolean outOfRounds = rounds >= settings.maxRounds();
    if (!outOfRounds && stalled < settings.patience()) {
      return Step.Send.all(left, settings.maxBandwidth());
    }
    if (settings.onNoConvergence() == NoConvergence.STOP_ANYWAY) {
      return new Step.StopGuest();
    }
    String why =
        outOfRounds
            ? "max-rounds of %d reached".formatted(settings.maxRounds())
            : "no progress in %d rounds (patience)".formatted(stalled);
    return new Step.GiveUp(
        "%s with %s left, which does not fit into the downtime limit of %s; raise the limit or the"
                .formatted(why, left, settings.downtimeLimit())
            + " bandwidth, or set on-no-convergence: stop-anyway");
  }

  /** At the bandwidth of the round just over; one that took no time had no trouble sending. */
  private boolean fitsDowntime(ByteCount left) {
    SimDuration took = ran.minus(current.began);
    if (took.isZero() || left.isZero()) {
      return true;
    }
    var bandwidth =
        new ByteRate(
            WideMath.multiplyDivideFloor(current.sent.bytes(), NANOS_PER_SECOND, took.nanos()));
    return bandwidth.bytesIn(settings.downtimeLimit()).compareTo(left) >= 0;
  }

  private TextbookSession startRound(ByteCount left) {
    var round = new Round(ran, ByteCount.ZERO, left);
    return new TextbookSession(writes, settings, ran, rounds, round, best, stalled);
  }

  private Step sendRest() {
    return Step.Send.all(current.left, settings.maxBandwidth());
  }
}
