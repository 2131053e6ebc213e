package io.godwit.model.dma;

import io.godwit.model.guest.GuestMemory;
import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.DeviceWrites;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.precopy.WireFormat;
import io.godwit.model.precopy.WrappedSession;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;

/**
 * An engine's session for a guest whose devices write memory. Each time that it has asked for dirty
 * pages the devices are asked too, and for so long nothing is sent.
 *
 * @param ran since the beginning
 * @param askedAt after how long of that the devices were last asked
 */
record DmaSession(PreCopySession inner, GuestDma dma, SimDuration ran, SimDuration askedAt)
    implements WrappedSession {

  static Turn begin(Turn first, GuestDma dma) {
    return first.by(new DmaSession(first.session(), dma, SimDuration.ZERO, SimDuration.ZERO));
  }

  @Override
  public Turn next(Sent sent, SimTime now) {
    SimDuration runs = ran.plus(sent.elapsed());
    Turn turn = inner.next(sent, now);
    boolean asks = !turn.rounds().isEmpty() && turn.step() instanceof Step.Send;
    SimDuration takes = asks ? dma.sync(askedAt, runs) : SimDuration.ZERO;
    var after = new DmaSession(turn.session(), dma, runs, asks ? runs : askedAt);
    return takes.isZero()
        ? turn.by(after)
        : new Turn(after, new Step.Wait(takes), turn.rounds(), turn.throttlePercent());
  }

  @Override
  public Step.Send afterStop(SimDuration ranOn) {
    Step.Send rest = inner.afterStop(ranOn);
    boolean more = dma.countsAll() && dma.allMemory().compareTo(rest.bytes()) > 0;
    return more ? Step.Send.all(dma.allMemory(), rest.cap()) : rest;
  }

  @Override
  public Optional<DeviceWrites> deviceWrites(SimDuration ranOn, SimDuration workedOn) {
    SimDuration stop = ran.plus(ranOn);
    SimDuration end = stop.plus(workedOn);
    long late = dma.countsAll() ? 0 : dma.toldOf(stop, end);
    return Optional.of(
        new DeviceWrites(
            pages(dma.written(askedAt, end)),
            pages(dma.covered(askedAt, end)),
            WireFormat.of(ConvergenceAids.NONE).ofWritten(late),
            dma.sync(askedAt, end)));
  }

  private static ByteCount pages(long count) {
    return ByteCount.of(count).times(GuestMemory.PAGE_BYTES);
  }

  @Override
  public PreCopySession around(PreCopySession other) {
    return new DmaSession(other, dma, ran, askedAt);
  }
}
