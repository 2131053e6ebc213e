package io.godwit.model.network;

import java.util.ArrayList;
import java.util.List;

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

  /** Takes out a clock whose next end is {@code now}; the change of its flows puts it back. */
  Clock takeEnding(long now) {
    Clock clock = clocks.first();
    clocks.remove(clock);
    clock.advance(clock.first().holder().level, now);
    return clock;
  }
}
