package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import java.util.List;

/**
 * Pre-copy as SimGrid's live migration plugin has it (VmLiveMigration.cpp, read in 3.32 and at HEAD
 * of 2026-08): stage 1 sends all of the memory, stage 2 what was dirtied meanwhile, again and again
 * while that is more than fits into the downtime limit at the speed of the stage just over, and
 * stage 3 the rest of a guest that stands. Then the destination acknowledges. Bytes, not pages, all
 * rounded down; no zero pages, no throttling, no end to a guest that writes too fast.
 *
 * @param clock time since the beginning
 * @param began the clock when the stage began
 * @param left of the stage, on the wire
 * @param sent of the stage
 */
record SimGridSession(
    GuestMemory memory,
    DirtyModel writes,
    PreCopySettings settings,
    SimDuration clock,
    SimDuration began,
    ByteCount left,
    ByteCount sent,
    int stages,
    boolean postCopy)
    implements PreCopySession {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  static Turn begin(
      GuestMemory memory, DirtyModel writes, PreCopySettings settings, SimTime ignored) {
    SimDuration zero = SimDuration.ZERO;
    return new SimGridSession(
            memory, writes, settings, zero, zero, memory.size(), ByteCount.ZERO, 0, false)
        .send(List.of());
  }

  @Override
  public Turn next(Sent step, SimTime now) {
    SimGridSession after = plus(step);
    return after.left.isZero() ? after.endStage() : after.send(List.of());
  }

  private SimGridSession plus(Sent step) {
    return new SimGridSession(
        memory,
        writes,
        settings,
        clock.plus(step.elapsed()),
        began,
        left.minus(step.bytes()),
        sent.plus(step.bytes()),
        stages,
        postCopy);
  }

  private Turn endStage() {
    ByteCount dirtied = writes.dirtiedBytes(began, clock);
    var report = new RoundReport(stages + 1, sent, dirtied, clock.minus(began));
    if (dirtied.compareTo(threshold()) <= 0) {
      return Turn.of(this, new Step.StopGuest(), List.of(report));
    }
    return new SimGridSession(
            memory, writes, settings, clock, clock, dirtied, ByteCount.ZERO, stages + 1, postCopy)
        .send(List.of(report));
  }

  /** What fits into the downtime limit at the speed of the stage just over, in whole bytes. */
  private ByteCount threshold() {
    long took = Math.max(1, clock.minus(began).nanos());
    long bandwidth = WideMath.multiplyDivideFloor(sent.bytes(), NANOS_PER_SECOND, took);
    return ByteCount.of(
        WideMath.multiplyDivideFloor(
            bandwidth, settings.downtimeLimit().nanos(), NANOS_PER_SECOND));
  }

  private Turn send(List<RoundReport> reports) {
    return Turn.of(this, Step.Send.all(left, settings.maxBandwidth()), reports);
  }

  @Override
  public Step.Send afterStop(SimDuration ran) {
    return rest(ran, !postCopy);
  }

  @Override
  public Step.Send afterResume() {
    Step.Send all = rest(SimDuration.ZERO, postCopy);
    return Step.Send.all(all.bytes(), all.cap().min(settings.postCopyBandwidth()));
  }

  private Step.Send rest(SimDuration ran, boolean now) {
    ByteCount rest = left.plus(writes.dirtiedBytes(began, clock.plus(ran)));
    return Step.Send.all(now ? rest : ByteCount.ZERO, settings.maxBandwidth());
  }

  @Override
  public boolean acknowledges() {
    return true;
  }

  @Override
  public PreCopySession forPostCopy() {
    return new SimGridSession(memory, writes, settings, clock, began, left, sent, stages, true);
  }

  @Override
  public PreCopySession with(ParameterChange change) {
    PreCopySettings changed = change.in(settings);
    return new SimGridSession(memory, writes, changed, clock, began, left, sent, stages, postCopy);
  }
}
