package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.precopy.QemuRules.Difference;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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

  private static final SimDuration ITERATION = SimDuration.ofMillis(50);
  private static final SimDuration PERIODIC_SYNC = SimDuration.ofSeconds(5);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final QemuRules rules;
  private final QemuHost host;
  private final DirtyModel writes;
  private final long backing;
  private PreCopySettings settings;

  private Sweep sweep;
  private Throttle throttle = Throttle.NONE;
  private Pulse pulse;
  private SimDuration clock = SimDuration.ZERO;
  private SimDuration guestClock = SimDuration.ZERO;

  private Window window = Window.at(SimDuration.ZERO);
  private long threshold;

  private boolean iterating;
  private SimDuration iterated = SimDuration.ZERO;
  private Sweep.Stretch stretch = new Sweep.Stretch(WireFormat.PLAIN, true, 1, 0);
  private long stretchBytes;

  /** Newly dirty bytes of a sync that is not yet over, as it waits for the guest's processors. */
  private OptionalLong found = OptionalLong.empty();

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
    this.backing = memory.backing();
    this.settings = settings;
    this.sweep = Sweep.ofAll(memory, WireFormat.of(settings.aids()));
    this.pulse = Pulse.none(host.processors());
  }

  private QemuSession(QemuSession other) {
    rules = other.rules;
    host = other.host;
    writes = other.writes;
    backing = other.backing;
    settings = other.settings;
    sweep = other.sweep;
    throttle = other.throttle;
    pulse = other.pulse;
    clock = other.clock;
    guestClock = other.guestClock;
    window = other.window;
    threshold = other.threshold;
    iterating = other.iterating;
    iterated = other.iterated;
    stretch = other.stretch;
    stretchBytes = other.stretchBytes;
    found = other.found;
    syncs = other.syncs;
    syncedAt = other.syncedAt;
    syncedGuestAt = other.syncedGuestAt;
    sentSinceSync = other.sentSinceSync;
    postCopy = other.postCopy;
  }

  static PreCopyEngine engine(QemuRules rules, QemuHost host) {
    return (memory, writes, settings, now) ->
        new QemuSession(rules, host, memory, writes, settings).connect();
  }

  /** The first sync is done; the first window begins when all channels are there. */
  private Turn connect() {
    boolean waits = severalChannels() && !host.channelSetup().isZero();
    window = Window.at(waits ? host.channelSetup() : clock);
    return waits ? answer(new Step.Wait(host.channelSetup()), List.of()) : decide();
  }

  private boolean severalChannels() {
    return settings.aids().channels() > 1;
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
    return rest(sweep.plus(writes.dirtied(syncedGuestAt, guestClock.plus(guestTime(ran)))));
  }

  @Override
  public long pageFaults(SimDuration ran) {
    Sweep missing = sweep.plus(writes.dirtied(syncedGuestAt, guestClock));
    return PageFaults.of(writes, guestClock, missing.written().plus(missing.zero()), ran, backing);
  }

  @Override
  public long backing() {
    return backing;
  }

  /** One stream, or as many as memory has. */
  @Override
  public ByteRate deviceDataPace() {
    return rules.has(Difference.DEVICE_DATA_ON_CHANNELS)
        ? host.through(host.resend(), settings.aids().channels())
        : host.resend();
  }

  @Override
  public PreCopySession forPostCopy() {
    var after = new QemuSession(this);
    after.postCopy = true;
    return after;
  }

  @Override
  public PreCopySession with(ParameterChange change) {
    var after = new QemuSession(this);
    after.settings = change.in(settings);
    return after;
  }

  /**
   * Pages of the host that lack anything come whole.
   *
   * <p>The sync at the stop has found all that the guest wrote before it moved.
   */
  @Override
  public Step.Send afterResume() {
    if (!postCopy) {
      return PreCopySession.super.afterResume();
    }
    Sweep left = sweep.plus(writes.dirtied(syncedGuestAt, guestClock)).inUnitsOf(backing);
    Step.Send all = rest(left);
    return Step.Send.all(all.bytes(), all.cap().min(settings.postCopyBandwidth()));
  }

  /** The bandwidth limit does not hold any more once the guest has stopped. */
  private Step.Send rest(Sweep all) {
    long bytes = 0;
    for (Sweep left = all; !left.isEmpty(); ) {
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
    return settings.aids().throttling().byQuota()
        ? throttle.leaves(elapsed)
        : pulse.guestTime(clock, clock.plus(elapsed));
  }

  private void account(Sent sent) {
    guestClock = guestClock.plus(guestTime(sent.elapsed()));
    clock = clock.plus(sent.elapsed());
    if (!iterating) {
      return;
    }
    iterated = iterated.plus(sent.elapsed());
    long bytes = sent.bytes().bytes();
    window = window.plus(bytes);
    sentSinceSync += bytes;
    throttle = throttle.plusSent(bytes);
    stretchBytes += bytes;
    long pages = stretch.pagesIn(stretchBytes);
    if (severalChannels() && !stretch.zero()) {
      window = window.packed(pages);
    }
    boolean remember = !settings.aids().deltaCache().isZero() && !sweep.firstPass();
    sweep = sweep.sent(pages, remember);
    stretchBytes -= Math.min(stretchBytes, stretch.bytes(pages));
  }

  private Turn decide() {
    if (iterating && mayGoOn()) {
      return answer(sendSome(), List.of());
    } else if (found.isPresent()) {
      return afterSync(List.of(endSync()));
    }
    endIteration();
    if (window.counted(pageBytes()) > budget()) {
      return answer(untilNextWindow(), List.of());
    } else if (!wantsSync()) {
      return afterSync(List.of());
    }
    beginSync();
    SimDuration waits = pulse.syncWaits(clock);
    return waits.isZero() ? afterSync(List.of(endSync())) : answer(new Step.Wait(waits), List.of());
  }

  private Turn afterSync(List<RoundReport> reports) {
    if (pending() == 0 || pending() < threshold) {
      return answer(new Step.StopGuest(), reports);
    } else if (clock.compareTo(settings.aids().postCopyAfter()) >= 0) {
      postCopy = true;
      return answer(new Step.StopGuest(), reports);
    } else if (sweep.isEmpty()) {
      return answer(untilNextWindow(), reports);
    }
    iterating = true;
    iterated = SimDuration.ZERO;
    return answer(sendSome(), reports);
  }

  private Step untilNextWindow() {
    return new Step.Wait(window.began().plus(Window.LENGTH).minus(clock).plus(host.wakeUp()));
  }

  private Turn answer(Step step, List<RoundReport> reports) {
    return new Turn(this, step, reports, throttle.percent());
  }

  private long budget() {
    return settings.maxBandwidth().bytesIn(Window.LENGTH).bytes();
  }

  private long pageBytes() {
    return sweep.wire().normalPage();
  }

  private boolean mayGoOn() {
    return window.counted(pageBytes()) <= budget()
        && !sweep.isEmpty()
        && iterated.compareTo(ITERATION) < 0;
  }

  /** A window is looked at only here, so that it may be longer than it should be. */
  private void endIteration() {
    if (!rules.has(Difference.PACKETS_ACROSS_ITERATIONS) || sweep.isEmpty()) {
      window = window.flushed();
    }
    iterating = false;
    if (window.isOver(clock)) {
      threshold = threshold();
      window = window.next(clock);
    }
  }

  private long threshold() {
    Optional<ByteRate> promised = settings.switchOver().bandwidth();
    return promised.isPresent() && rules.has(Difference.SWITCHOVER_BANDWIDTH)
        ? promised.get().bytesIn(settings.downtimeLimit()).bytes()
        : window.threshold(clock, settings.downtimeLimit(), pageBytes());
  }

  private long memoryPending() {
    return sweep.pages() * GuestMemory.PAGE_BYTES;
  }

  /** What would have to follow a stop, as far as is known: devices count as memory does. */
  private long pending() {
    return memoryPending() + settings.switchOver().deviceData().bytes();
  }

  private boolean wantsSync() {
    return memoryPending() < threshold
        || (sweep.isEmpty() && pending() > 0)
        || (rules.has(Difference.PERIODIC_SYNC)
            && settings.aids().throttling().on()
            && !sweep.firstPass()
            && clock.minus(syncedAt).compareTo(PERIODIC_SYNC) >= 0);
  }

  /** The log of dirty pages is taken before the sync waits for anybody. */
  private void beginSync() {
    long before = memoryPending();
    sweep = sweep.plus(writes.dirtied(syncedGuestAt, guestClock));
    syncedGuestAt = guestClock;
    stretchBytes = 0;
    found = OptionalLong.of(memoryPending() - before);
  }

  private RoundReport endSync() {
    throttle = throttle.atSync(clock, found.orElseThrow(), settings.aids().throttling());
    pulse = pulse.to(throttle.percent(), clock);
    found = OptionalLong.empty();
    syncs++;
    var report =
        new RoundReport(
            syncs,
            ByteCount.of(sentSinceSync),
            ByteCount.of(memoryPending()),
            clock.minus(syncedAt));
    syncedAt = clock;
    sentSinceSync = 0;
    return report;
  }

  /** The next pages of one kind: to the end of the window's budget, and one page over it. */
  private Step sendSome() {
    stretch = sweep.next();
    long bytes = Math.max(1, stretch.bytes(Math.min(stretch.pages(), pagesOver())) - stretchBytes);
    return new Step.Send(ByteCount.of(bytes), pace(), ITERATION.minus(iterated));
  }

  /** How many pages of the stretch go over what is left of the window's budget. */
  private long pagesOver() {
    return severalChannels() && !stretch.zero()
        ? window.pagesOver(budget(), pageBytes())
        : stretch.pagesIn(budget() - window.counted(pageBytes())) + 1;
  }

  /** What the sending thread manages of the stretch. */
  private ByteRate pace() {
    long count = stretch.pages();
    if (stretch.zero()) {
      ByteRate one = perPage(WireFormat.ZERO_PAGE, host.zeroPage());
      return rules.has(Difference.CHANNELS_FIND_ZERO_PAGES)
          ? host.through(one, settings.aids().channels())
          : one;
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
            Math.max(1, WideMath.multiplyDivideFloor(bytes, NANOS_PER_SECOND, time.nanos())));
  }
}
