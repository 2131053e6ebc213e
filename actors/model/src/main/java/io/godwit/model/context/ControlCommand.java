package io.godwit.model.context;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextField;
import java.util.Optional;

/** A command on the control queue, which changes one table at once and another some time later. */
public final class ControlCommand implements StatePart {

  /** A control command that changes two tables needs so long for the second: an assumption. */
  private static final SimDuration TABLE_TIME = SimDuration.ofMicros(50);

  /** The second table as it will be; empty when there is no command, or it has changed one only. */
  private Optional<ContextField> second = Optional.empty();

  private SimTime doneAt = SimTime.ZERO;

  public Optional<ContextField> second() {
    return second;
  }

  public boolean isDone(SimTime now) {
    return !doneAt.isAfter(now);
  }

  public void begin(SimTime at, ContextField table) {
    second = Optional.of(table);
    doneAt = at.plus(TABLE_TIME);
  }

  public void end() {
    second = Optional.empty();
  }
}
