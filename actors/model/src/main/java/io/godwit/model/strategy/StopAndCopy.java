package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.precopy.WireFormat;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;

/** The guest stands while all of its memory moves. */
final class StopAndCopy implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    var all = WireFormat.of(ConvergenceAids.NONE).ofAll(task.memory());
    var session = new Standing(Step.Send.all(all, task.settings().maxBandwidth()));
    return Turn.of(session, new Step.StopGuest(), List.of());
  }

  private record Standing(Step.Send all) implements PreCopySession {

    @Override
    public Turn next(Sent sent, SimTime now) {
      return Turn.of(this, new Step.StopGuest(), List.of());
    }

    @Override
    public Step.Send afterStop(SimDuration ran) {
      return all;
    }

    @Override
    public PreCopySession forPostCopy() {
      return this;
    }

    @Override
    public PreCopySession with(ParameterChange change) {
      return change instanceof ParameterChange.MaxBandwidth bandwidth
          ? new Standing(Step.Send.all(all.bytes(), bandwidth.limit()))
          : this;
    }
  }
}
