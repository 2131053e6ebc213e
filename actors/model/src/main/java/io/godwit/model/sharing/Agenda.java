package io.godwit.model.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** When flows end next. */
final class Agenda {

  private final Heap<Clock> clocks = new Heap<>();
  private final List<Limit> changed = new ArrayList<>();

  /** The flows of {@code limit} have changed, or their level. */
  void changed(Limit limit) {
    if (!limit.clock.isStale) {
      limit.clock.isStale = true;
      changed.add(limit);
    }
  }

  /** Puts every clock that has changed where its next end belongs. */
  void foresee(long now) {
    for (Limit limit : changed) {
      Clock clock = limit.clock;
      clock.advance(limit.level, now);
      clock.foresee(limit.level);
      if (!clock.isPlaced()) {
        if (clock.end != Clock.NEVER) {
          clocks.add(clock);
        }
      } else if (clock.end == Clock.NEVER) {
        clocks.remove(clock);
      } else {
        clocks.reposition(clock);
      }
    }
    changed.clear();
  }

  long nextEnd() {
    return clocks.isEmpty() ? Clock.NEVER : clocks.first().end;
  }

  /** Whether every clock is where its next end belongs. */
  boolean isForeseen() {
    return changed.isEmpty();
  }

  /** The flows that are complete at {@code now}, which is not after the next end. */
  void forEachComplete(long now, Consumer<Flow> action) {
    clocks.forEachWhile(
        clock -> clock.end <= now,
        clock -> clock.forEachUntil(clock.doneAt(clock.first().holder().level, now), action));
  }
}
