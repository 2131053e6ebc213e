package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyPages;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import java.util.List;

/**
 * Pre-copy in rounds, as Clark et al. (NSDI 2005) and every analytic model after them have it: a
 * round sends all that is dirty, what is written meanwhile is the next round, and the guest stops
 * when that fits into the downtime limit at the bandwidth of the round just over.
 */
final class TextbookSession implements PreCopySession {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final DirtyModel writes;
  private final GuestMemory memory;
  private PreCopySettings settings;
  private WireFormat wire;

  /** Real time and the guest's own, since the beginning and when the round began. */
  private SimDuration clock = SimDuration.ZERO;

  private SimDuration guestClock = SimDuration.ZERO;
  private SimDuration roundBegan = SimDuration.ZERO;
  private SimDuration guestRoundBegan = SimDuration.ZERO;

  private long roundSent;
  private long roundLeft;
  private int rounds;

  /** The fewest dirty pages that a round has left, and the rounds in a row that left no fewer. */
  private long best;

  private int stalled;
  private Throttle throttle = Throttle.NONE;
  private boolean postCopy;

  private TextbookSession(GuestMemory memory, DirtyModel writes, PreCopySettings settings) {
    this.memory = memory;
    this.writes = writes;
    this.settings = settings;
    this.wire = WireFormat.of(settings.aids());
    this.roundLeft = wire.ofAll(memory).bytes();
    this.best = memory.pages();
  }

  private TextbookSession(TextbookSession other) {
    memory = other.memory;
    writes = other.writes;
    settings = other.settings;
    wire = other.wire;
    clock = other.clock;
    guestClock = other.guestClock;
    roundBegan = other.roundBegan;
    guestRoundBegan = other.guestRoundBegan;
    roundSent = other.roundSent;
    roundLeft = other.roundLeft;
    rounds = other.rounds;
    best = other.best;
    stalled = other.stalled;
    throttle = other.throttle;
    postCopy = other.postCopy;
  }

  static Turn begin(
      GuestMemory memory, DirtyModel writes, PreCopySettings settings, SimTime ignored) {
    var session = new TextbookSession(memory, writes, settings);
    return session.postCopyIsDue()
        ? session.stopForPostCopy(List.of())
        : session.answer(session.sendRest(), List.of());
  }

  @Override
  public Turn next(Sent sent, SimTime now) {
    var after = new TextbookSession(this);
    after.account(sent);
    if (after.postCopyIsDue()) {
      return after.stopForPostCopy(List.of());
    }
    return after.roundLeft > 0 ? after.answer(after.sendRest(), List.of()) : after.endRound();
  }

  @Override
  public Step.Send afterStop(SimDuration ranOn) {
    if (postCopy) {
      return Step.Send.all(ByteCount.ZERO, Step.UNLIMITED);
    }
    long pages = writes.dirtied(guestRoundBegan, guestClock.plus(throttle.leaves(ranOn))).count();
    return Step.Send.all(ByteCount.of(roundLeft).plus(resent(pages)), pace());
  }

  @Override
  public Step.Send afterResume() {
    if (!postCopy) {
      return PreCopySession.super.afterResume();
    }
    long pages = writes.dirtied(guestRoundBegan, guestClock).inUnitsOf(memory.backing()).count();
    return Step.Send.all(
        ByteCount.of(roundLeft).plus(resent(pages)), pace().min(settings.postCopyBandwidth()));
  }

  @Override
  public long pageFaults(SimDuration ran) {
    DirtyPages missing =
        rounds == 0 ? DirtyPages.all(memory.all()) : writes.dirtied(guestRoundBegan, guestClock);
    return PageFaults.of(writes, guestClock, missing, ran, memory.backing());
  }

  @Override
  public long backing() {
    return memory.backing();
  }

  @Override
  public PreCopySession forPostCopy() {
    var after = new TextbookSession(this);
    after.postCopy = true;
    return after;
  }

  @Override
  public PreCopySession with(ParameterChange change) {
    var after = new TextbookSession(this);
    after.settings = change.in(settings);
    return after;
  }

  private void account(Sent sent) {
    clock = clock.plus(sent.elapsed());
    guestClock = guestClock.plus(throttle.leaves(sent.elapsed()));
    roundSent += sent.bytes().bytes();
    roundLeft -= sent.bytes().bytes();
    throttle = throttle.plusSent(sent.bytes().bytes());
  }

  private boolean postCopyIsDue() {
    return clock.compareTo(settings.aids().postCopyAfter()) >= 0;
  }

  private Turn stopForPostCopy(List<RoundReport> reports) {
    postCopy = true;
    return answer(new Step.StopGuest(), reports);
  }

  private Turn endRound() {
    long dirty = writes.dirtied(guestRoundBegan, guestClock).count();
    long dirtyBytes = dirty * GuestMemory.PAGE_BYTES;
    SimDuration took = clock.minus(roundBegan);
    rounds++;
    stalled = dirty < best ? 0 : stalled + 1;
    best = Math.min(dirty, best);
    throttle = throttle.atSync(clock, dirtyBytes, settings.aids().throttling());
    var report = new RoundReport(rounds, ByteCount.of(roundSent), ByteCount.of(dirtyBytes), took);
    ByteCount left = resent(dirty);
    Step verdict = verdict(left, took);
    if (verdict instanceof Step.Send) {
      startRound(left);
    }
    return answer(verdict, List.of(report));
  }

  /** After the first round, pages that the cache holds go as differences. */
  private ByteCount resent(long pages) {
    long cached = settings.aids().deltaCache().bytes() / GuestMemory.PAGE_BYTES;
    long deltas = rounds == 0 ? 0 : Math.min(pages, cached);
    return ByteCount.of(deltas * wire.deltaPage() + (pages - deltas) * wire.normalPage());
  }

  private Step verdict(ByteCount left, SimDuration took) {
    if (fitsDowntime(left, took)) {
      return new Step.StopGuest();
    }
    boolean outOfRounds = rounds >= settings.maxRounds();
    boolean helping = throttle.percent() < settings.aids().throttling().most();
    if (!outOfRounds && (stalled < settings.patience() || helping)) {
      return new Step.Send(left, pace(), untilPostCopy());
    }
    if (settings.onNoConvergence() == NoConvergence.STOP_ANYWAY) {
      return new Step.StopGuest();
    }
    String why =
        outOfRounds
            ? "max-rounds of %d reached".formatted(settings.maxRounds())
            : "no progress in %s (patience)".formatted(Counted.of(stalled, "round"));
    return new Step.GiveUp(
        "%s with %s left, which does not fit into the downtime limit of %s; raise the limit or the"
                .formatted(why, left, settings.downtimeLimit())
            + " bandwidth, or set on-no-convergence: stop-anyway");
  }

  /** At the bandwidth of the round just over; one that took no time had no trouble sending. */
  private boolean fitsDowntime(ByteCount left, SimDuration took) {
    if (took.isZero() || left.isZero()) {
      return true;
    }
    var bandwidth =
        new ByteRate(WideMath.multiplyDivideFloor(roundSent, NANOS_PER_SECOND, took.nanos()));
    return bandwidth.bytesIn(settings.downtimeLimit()).compareTo(left) >= 0;
  }

  private void startRound(ByteCount left) {
    roundBegan = clock;
    guestRoundBegan = guestClock;
    roundSent = 0;
    roundLeft = left.bytes();
  }

  private Step sendRest() {
    return new Step.Send(ByteCount.of(roundLeft), pace(), untilPostCopy());
  }

  private SimDuration untilPostCopy() {
    SimDuration at = settings.aids().postCopyAfter();
    return at.equals(Step.FOR_EVER) ? at : at.minus(clock);
  }

  private ByteRate pace() {
    return settings.maxBandwidth().min(settings.aids().compression().wireRate());
  }

  private Turn answer(Step step, List<RoundReport> reports) {
    return new Turn(this, step, reports, throttle.percent());
  }
}
