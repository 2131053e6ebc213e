package io.godwit.model.strategy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.RoundReport;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.precopy.WireFormat;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import java.util.List;

/**
 * Knows the future: sends each page once, after the last time that it is written, and only what
 * cannot be sent by then while the guest stands. No strategy that moves all memory before the guest
 * runs again sends less or, when it stops the guest as early, lets it stand shorter.
 *
 * <p>Of the pages written in the last {@code x} before the stop, no more than {@code bandwidth * x}
 * can have been sent since. So what is left is at least the largest excess over all {@code x}, and
 * sending the pages in the order of their last write leaves no more. It is searched on a geometric
 * grid of {@code x}, which may find too little by a few percent and never too much.
 */
final class Clairvoyant implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    WireFormat wire = WireFormat.of(ConvergenceAids.NONE);
    long all = wire.ofAll(task.memory()).bytes();
    return new Foreseeing(
            task.writes(), task.settings().maxBandwidth(), wire, all, 0, SimDuration.ZERO)
        .turn();
  }

  /**
   * Where it stands.
   *
   * @param all bytes to be sent, running and standing
   * @param sent of them so far, all while the guest ran
   * @param ran for so long
   */
  private record Foreseeing(
      DirtyModel writes, ByteRate cap, WireFormat wire, long all, long sent, SimDuration ran)
      implements PreCopySession {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** It measures the bandwidth, and looks ahead again, after each of so many parts. */
    private static final long PARTS = 64;

    private static final SimDuration SHORTEST_LOOK = SimDuration.ofMicros(100);

    Turn turn() {
      long part = Math.max(1, all / PARTS);
      long now = Math.min(part, all - sent - leftAtStop(ran));
      if (now > 0) {
        return Turn.of(this, Step.Send.all(ByteCount.of(now), cap), List.of());
      }
      var only = new RoundReport(1, ByteCount.of(sent), ByteCount.of(all - sent), ran);
      return Turn.of(this, new Step.StopGuest(), List.of(only));
    }

    @Override
    public Turn next(Sent more, SimTime now) {
      return new Foreseeing(
              writes, cap, wire, all, sent + more.bytes().bytes(), ran.plus(more.elapsed()))
          .turn();
    }

    @Override
    public Step.Send afterStop(SimDuration ranOn) {
      return Step.Send.all(ByteCount.of(all - sent), cap);
    }

    /**
     * Bytes that cannot have been sent since their last write, if the guest stops at {@code at}.
     */
    private long leftAtStop(SimDuration at) {
      if (ran.isZero()) {
        return 0;
      }
      long bandwidth = WideMath.multiplyDivideFloor(sent, NANOS_PER_SECOND, ran.nanos());
      long most = 0;
      for (long x = SHORTEST_LOOK.nanos(); x <= at.nanos(); x += Math.max(1, x / 8)) {
        long pages = writes.dirtied(at.minus(SimDuration.ofNanos(x)), at).count();
        long sendable = WideMath.multiplyDivideFloor(bandwidth, x, NANOS_PER_SECOND);
        most = Math.max(most, wire.ofWritten(pages).bytes() - sendable);
      }
      return Math.min(most, all - sent);
    }

    @Override
    public PreCopySession forPostCopy() {
      return this;
    }

    @Override
    public PreCopySession with(ParameterChange change) {
      return change instanceof ParameterChange.MaxBandwidth bandwidth
          ? new Foreseeing(writes, bandwidth.limit(), wire, all, sent, ran)
          : this;
    }
  }
}
