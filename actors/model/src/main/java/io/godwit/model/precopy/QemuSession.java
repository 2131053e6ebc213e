package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyPages;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's migration thread. It knows no rounds: it sends in windows of 100 ms, each a tenth of the
 * bandwidth limit in one burst, estimates the bandwidth from the window just over, and looks for
 * dirty pages (a sync) whenever fewer are left than fit into the downtime limit at that bandwidth.
 * From the sources of 7.2: {@code migration_thread}, {@code migration_iteration_run}, {@code
 * migration_update_counters}, {@code ram_save_iterate}.
 *
 * <p>A round as reported is the time between two syncs; QEMU's dirty-sync-count is two more, as it
 * counts one at the very beginning and one after the stop. It never gives up of itself.
 */
final class QemuSession implements PreCopySession {

  private static final SimDuration WINDOW = SimDuration.ofMillis(100);
  private static final SimDuration ITERATION = SimDuration.ofMillis(50);
  private static final SimDuration PERIODIC_SYNC = SimDuration.ofSeconds(5);
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final QemuRules rules;
  private final QemuHost host;
  private final DirtyModel writes;
  private PreCopySettings settings;
  private final long windowBudget;

  private Sweep sweep;
  private Throttle throttle = Throttle.NONE;
  private SimDuration clock = SimDuration.ZERO;
  private SimDuration guestClock = SimDuration.ZERO;

  private SimDuration windowBegan = SimDuration.ZERO;
  private long windowBytes;
  private long threshold;

  private boolean iterating;
  private SimDuration iterated = SimDuration.ZERO;
  private Sweep.Stretch stretch = new Sweep.Stretch(WireFormat.PLAIN, true, 1, 0);
  private long stretchBytes;

  private int syncs;
  private SimDuration syncedAt = SimDuration.ZERO;
  private SimDuration syncedGuestAt = SimDuration.ZERO;
  private long sentSinceSync;
  private boolean postCopy;

  private QemuSession(
      QemuRules rules,
      QemuHost host,
      GuestMemory memory,
      DirtyModel writes,
      PreCopySettings settings) {
    this.rules = rules;
    this.host = host;
    this.writes = writes;
    this.settings = settings;
    this.windowBudget = settings.maxBandwidth().bytesIn(WINDOW).bytes();
    this.sweep = Sweep.ofAll(memory, WireFormat.of(settings.aids()));
  }

  private QemuSession(QemuSession other) {
    rules = other.rules;
    host = other.host;
    writes = other.writes;
    settings = other.settings;
    windowBudget = other.windowBudget;
    sweep = other.sweep;
    throttle = other.throttle;
    clock = other.clock;
    guestClock = other.guestClock;
    windowBegan = other.windowBegan;
    windowBytes = other.windowBytes;
    threshold = other.threshold;
    iterating = other.iterating;
    iterated = other.iterated;
    stretch = other.stretch;
    stretchBytes = other.stretchBytes;
    syncs = other.syncs;
    syncedAt = other.syncedAt;
    syncedGuestAt = other.syncedGuestAt;
    sentSinceSync = other.sentSinceSync;
    postCopy = other.postCopy;
  }

  static PreCopyEngine engine(QemuRules rules, QemuHost host) {
    return (memory, writes, settings, now) ->
        new QemuSession(rules, host, memory, writes, settings).decide();
  }

  @Override
  public Turn next(Sent sent, SimTime now) {
    var after = new QemuSession(this);
    after.account(sent);
    return after.decide();
  }

  @Override
  public Step.Send afterStop(SimDuration ran) {
    if (postCopy) {
      return Step.Send.all(ByteCount.ZERO, Step.UNLIMITED);
    }
    return rest(writes.dirtied(syncedGuestAt, guestClock.plus(guestTime(ran))));
  }

  @Override
  public long pageFaults(SimDuration ran) {
    Sweep missing = sweep.plus(writes.dirtied(syncedGuestAt, guestClock));
    return PageFaults.of(writes, guestClock, missing.written().plus(missing.zero()), ran);
  }

  @Override
  public PreCopySession forPostCopy() {
    var after = new QemuSession(this);
    after.postCopy = true;
    return after;
  }

  @Override
  public PreCopySession withDowntimeLimit(SimDuration limit) {
    var after = new QemuSession(this);
    after.settings = settings.withDowntimeLimit(limit);
    return after;
  }

  @Override
  public PreCopySession withThrottling(ConvergenceAids.Throttling choice) {
    var after = new QemuSession(this);
    after.settings = settings.withAids(settings.aids().withThrottling(choice));
    return after;
  }

  /** The sync at the stop has found all that the guest wrote before it moved. */
  @Override
  public Step.Send afterResume() {
    return postCopy
        ? rest(writes.dirtied(syncedGuestAt, guestClock))
        : PreCopySession.super.afterResume();
  }

  /** The bandwidth limit does not hold any more once the guest has stopped. */
  private Step.Send rest(DirtyPages dirtied) {
    long bytes = 0;
    for (Sweep left = sweep.plus(dirtied); !left.isEmpty(); ) {
      Sweep.Stretch each = left.next();
      bytes += each.bytes(each.pages());
      left = left.sent(each.pages(), false);
    }
    return Step.Send.all(ByteCount.of(bytes), pagePace());
  }

  /** Of pages sent whole: the sending threads, or those that compress, whichever are slower. */
  private ByteRate pagePace() {
    ByteRate one = sweep.firstPass() ? host.firstSend() : host.resend();
    return host.through(one, settings.aids().channels())
        .min(settings.aids().compression().wireRate());
  }

  private SimDuration guestTime(SimDuration elapsed) {
    return host.guestTime(elapsed, throttle.percent(), settings.aids().throttling().byQuota());
  }

  private void account(Sent sent) {
    clock = clock.plus(sent.elapsed());
    guestClock = guestClock.plus(guestTime(sent.elapsed()));
    if (!iterating) {
      return;
    }
    iterated = iterated.plus(sent.elapsed());
    long bytes = sent.bytes().bytes();
    windowBytes += bytes;
    sentSinceSync += bytes;
    throttle = throttle.plusSent(bytes);
    stretchBytes += bytes;
    long pages = stretch.pagesIn(stretchBytes);
    boolean remember = !settings.aids().deltaCache().isZero() && !sweep.firstPass();
    sweep = sweep.sent(pages, remember);
    stretchBytes -= Math.min(stretchBytes, stretch.bytes(pages));
  }

  private Turn decide() {
    var reports = new ArrayList<RoundReport>();
    if (iterating && mayGoOn()) {
      return answer(sendSome(), reports);
    }
    iterating = false;
    closeWindow();
    if (windowBytes > windowBudget) {
      return answer(
          new Step.Wait(windowBegan.plus(WINDOW).minus(clock).plus(host.wakeUp())), reports);
    }
    if (wantsSync()) {
      reports.add(sync());
    }
    if (sweep.isEmpty() || pending() < threshold) {
      return answer(new Step.StopGuest(), reports);
    }
    if (clock.compareTo(settings.aids().postCopyAfter()) >= 0) {
      postCopy = true;
      return answer(new Step.StopGuest(), reports);
    }
    iterating = true;
    iterated = SimDuration.ZERO;
    return answer(sendSome(), reports);
  }

  private Turn answer(Step step, List<RoundReport> reports) {
    return new Turn(this, step, reports, throttle.percent());
  }

  private boolean mayGoOn() {
    return windowBytes <= windowBudget && !sweep.isEmpty() && iterated.compareTo(ITERATION) < 0;
  }

  /** Only at the end of a loop turn, so that a window may be longer; counted in whole ms. */
  private void closeWindow() {
    SimDuration length = clock.minus(windowBegan);
    if (length.compareTo(WINDOW) < 0) {
      return;
    }
    threshold =
        WideMath.multiplyDivideFloor(
            windowBytes,
            settings.downtimeLimit().nanos() / NANOS_PER_MILLI,
            length.nanos() / NANOS_PER_MILLI);
    windowBegan = clock;
    windowBytes = 0;
  }

  private long pending() {
    return sweep.pages() * GuestMemory.PAGE_BYTES;
  }

  private boolean wantsSync() {
    return pending() < threshold
        || (rules.periodicSync()
            && settings.aids().throttling().on()
            && !sweep.firstPass()
            && clock.minus(syncedAt).compareTo(PERIODIC_SYNC) >= 0);
  }

  private RoundReport sync() {
    long before = pending();
    sweep = sweep.plus(writes.dirtied(syncedGuestAt, guestClock));
    throttle = throttle.atSync(clock, pending() - before, settings.aids().throttling());
    syncs++;
    var report =
        new RoundReport(
            syncs, ByteCount.of(sentSinceSync), ByteCount.of(pending()), clock.minus(syncedAt));
    syncedAt = clock;
    syncedGuestAt = guestClock;
    sentSinceSync = 0;
    stretchBytes = 0;
    return report;
  }

  /** The next pages of one kind: to the end of the window's budget, and one page over it. */
  private Step sendSome() {
    stretch = sweep.next();
    long allowed = windowBudget - windowBytes;
    long pages = Math.min(stretch.pages(), stretch.pagesIn(allowed) + 1);
    long bytes = Math.max(1, stretch.bytes(pages) - stretchBytes);
    return new Step.Send(ByteCount.of(bytes), pace(), ITERATION.minus(iterated));
  }

  /** What the sending thread manages of the stretch. */
  private ByteRate pace() {
    long count = stretch.pages();
    if (stretch.zero()) {
      return perPage(WireFormat.ZERO_PAGE, host.zeroPage());
    }
    ByteRate pages = pagePace();
    if (stretch.deltas() == 0) {
      return pages;
    }
    SimDuration took =
        pages
            .timeToSend(ByteCount.of((count - stretch.deltas()) * sweep.wire().normalPage()))
            .plus(host.deltaPage().times(stretch.deltas()));
    return perPage(stretch.bytes(count), took);
  }

  private static ByteRate perPage(long bytes, SimDuration time) {
    return time.isZero()
        ? Step.UNLIMITED
        : new ByteRate(
            Math.max(1, WideMath.multiplyDivideFloor(bytes, 1000 * NANOS_PER_MILLI, time.nanos())));
  }
}
