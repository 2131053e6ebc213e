package io.godwit.model.sharing;

/**
 * Keeps the flows' levels max-min fair through changes, at a cost that follows the limits whose
 * levels change and not the flows.
 *
 * <p>Each flow is held by the limit on its way with the lowest level. A change makes limits wait
 * for a new level; they get it in the order of the levels, as in progressive filling, so that a
 * level rarely has to change twice. A limit that falls takes flows over from limits above it; one
 * that rises hands flows over to limits below it. When none waits, every level is {@link
 * Limit#fill()}, which only the max-min allocation satisfies.
 */
final class MaxMin {

  private final CrossingTable table = new CrossingTable();
  private final Waiting waiting = new Waiting();
  private final Guards guards = new Guards(waiting);
  private final Agenda agenda;
  private long now;

  MaxMin(Agenda agenda) {
    this.agenda = agenda;
  }

  /** Time passes at the present levels, which must be settled. */
  void passTo(long nanos) {
    if (nanos > now) {
      guards.observe();
      now = nanos;
    }
  }

  /**
   * The newcomer's level follows from its own links alone: the lowest at which one of them fills,
   * given the levels of the others. With other changes under way it is a first guess.
   */
  void add(Flow flow) {
    for (Leg leg : flow.legs) {
      leg.limit.weight += flow.weight;
    }
    Limit holder = flow.lowestLimit();
    long level = holder.level;
    for (Leg leg : flow.legs) {
      Limit link = leg.limit;
      if (link.isOpen() && !Guards.hasRoom(link, flow.weight, level)) {
        link.held = flow.weight;
        long filled = link.fill();
        link.held = 0;
        if (filled < level) {
          holder = link;
          level = filled;
        }
      }
    }
    if (holder.isOpen()) {
      fall(holder, level);
    }
    attach(flow, holder);
  }

  void remove(Flow flow) {
    detach(flow);
    for (Leg leg : flow.legs) {
      leg.limit.weight -= flow.weight;
    }
  }

  void changeCapacity(Limit link, long capacity) {
    link.left += capacity - link.capacity;
    link.capacity = capacity;
    if (!link.isOpen()) {
      link.meter.full(capacity > 0, now);
      guards.note(link);
    }
    waiting.put(link, 0);
  }

  /** Whether no limit waits for its level. */
  boolean isSettled() {
    return waiting.isEmpty() && agenda.isForeseen();
  }

  /** Gives every limit that waits its level. */
  void settle() {
    while (!waiting.isEmpty()) {
      Limit link = waiting.take();
      long slack = link.isOpen() ? link.slack() : -1;
      long level = slack >= 0 ? Limit.OPEN : link.fill();
      long key = Math.min(level, link.level);
      if (level != link.level && waiting.anyBelow(key)) {
        waiting.put(link, key);
      } else if (level < link.level) {
        fall(link, level);
      } else if (level > link.level) {
        rise(link, level);
      } else if (link.isOpen()) {
        keepOpen(link);
      }
    }
    agenda.foresee(now);
  }

  private void fall(Limit link, long level) {
    long fallen = link.level - level;
    if (link.isOpen()) {
      close(link);
    }
    setLevel(link, level);
    shift(link.closed, fallen);
    for (int i = link.crossings.size() - 1; i >= 0; i--) {
      if (link.crossings.level(i) > level) {
        Crossing crossing = link.crossings.get(i);
        while (!crossing.isEmpty()) {
          move(crossing.anyFlow(), link);
        }
      }
    }
  }

  private void rise(Limit link, long level) {
    if (level == Limit.OPEN) {
      open(link);
      return;
    }
    long risen = level - link.level;
    setLevel(link, level);
    shift(link.closed, -risen);
    for (int i = link.closed.size() - 1; i >= 0; i--) {
      if (link.closed.crossed(i).level < level) {
        Crossing crossing = link.closed.get(i);
        while (!crossing.isEmpty()) {
          Flow flow = crossing.anyFlow();
          move(flow, flow.lowestLimit());
        }
      }
      // Others of its crossings may have gone with the flows.
      i = Math.min(i, link.closed.size());
    }
    guards.risen(link);
  }

  /** The flows of these crossings now leave {@code more} for each unit of their weight. */
  private void shift(HeldCrossings crossings, long more) {
    for (int i = 0; i < crossings.size(); i++) {
      Limit crossed = crossings.crossed(i);
      crossed.left += crossings.weight(i) * more;
      touch(crossed);
    }
  }

  private void setLevel(Limit link, long level) {
    link.clock.advance(link.level, now);
    link.level = level;
    agenda.changed(link);
  }

  private void close(Limit link) {
    guards.close(link);
    link.crossings.refresh();
    link.left = link.capacity - link.crossings.rate();
    for (int i = 0; i < link.crossings.size(); i++) {
      Crossing crossing = link.crossings.get(i);
      crossing.holder.closed.add(crossing);
    }
    link.meter.full(link.capacity > 0, now);
    guards.note(link);
  }

  private void open(Limit link) {
    for (int i = 0; i < link.crossings.size(); i++) {
      Crossing crossing = link.crossings.get(i);
      crossing.holder.closed.remove(crossing);
    }
    setLevel(link, Limit.OPEN);
    guards.open(link);
    link.meter.full(false, now);
    keepOpen(link);
  }

  private void keepOpen(Limit link) {
    long slack = link.slack();
    guards.promise(link, slack >= 0 ? slack : -link.weight);
    guards.note(link);
  }

  private void move(Flow flow, Limit to) {
    detach(flow);
    attach(flow, to);
  }

  private void attach(Flow flow, Limit holder) {
    for (Leg leg : flow.legs) {
      Limit limit = leg.limit;
      if (limit == holder) {
        limit.held += flow.weight;
        touch(limit);
        continue;
      }
      Crossing crossing = table.add(holder, leg);
      boolean isFirst = crossing.weight == flow.weight;
      if (isFirst) {
        limit.crossings.add(crossing);
      } else {
        limit.crossings.reweigh(crossing);
      }
      if (limit.isOpen()) {
        guards.gained(crossing, flow.weight);
      } else {
        if (isFirst) {
          holder.closed.add(crossing);
        } else {
          holder.closed.reweigh(crossing);
        }
        limit.left -= flow.weight * holder.level;
        touch(limit);
      }
    }
    flow.join(holder, now);
    agenda.changed(holder);
  }

  private void detach(Flow flow) {
    Limit holder = flow.holder();
    for (Leg leg : flow.legs) {
      Limit limit = leg.limit;
      if (limit == holder) {
        limit.held -= flow.weight;
        touch(limit);
        continue;
      }
      Crossing crossing = table.remove(holder, leg);
      if (crossing.isEmpty()) {
        limit.crossings.remove(crossing);
      } else {
        limit.crossings.reweigh(crossing);
      }
      if (limit.isOpen()) {
        guards.lost(crossing, flow.weight);
      } else {
        if (crossing.isEmpty()) {
          holder.closed.remove(crossing);
        } else {
          holder.closed.reweigh(crossing);
        }
        limit.left += flow.weight * holder.level;
        touch(limit);
      }
    }
    flow.leave(now);
    agenda.changed(holder);
  }

  /** A closed limit must find its level again, unless it is a cap. */
  private void touch(Limit limit) {
    if (!limit.isCap && !limit.willWakeInTime()) {
      waiting.put(limit, Math.min(limit.level, limit.roughFill()));
    }
  }
}
