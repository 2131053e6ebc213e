package io.godwit.model.sharing;

import java.util.ArrayList;
import java.util.List;

/**
 * Watches open links without touching them each time that a flow's rate changes. An open link
 * promises each of its crossings a level up to which the holder may rise; only one that rises above
 * makes the link look again. The promises together, and a unit of rate for each unit of weight,
 * never exceed the capacity, so an open link that does not wait is certainly not full.
 *
 * <p>Nor do they exceed the link's peak by more than a sixteenth, so that the peak is missed by no
 * more than that.
 */
final class Guards {

  private static final int PEAK_SHARE = 16;

  private final Waiting waiting;
  private final List<Limit> noted = new ArrayList<>();

  Guards(Waiting waiting) {
    this.waiting = waiting;
  }

  /** The load of {@code link} may reach a new peak, if it lasts beyond this instant. */
  void note(Limit link) {
    if (!link.meter.isNoted) {
      link.meter.isNoted = true;
      noted.add(link);
    }
  }

  /**
   * An instant is over. What was promised in the midst of it may have taken a passing load for a
   * peak; then the promises are too generous.
   */
  void observe() {
    for (Limit link : noted) {
      link.meter.isNoted = false;
      long load = link.load();
      link.meter.peak = Math.max(link.meter.peak, load);
      if (link.isOpen() && link.promised > ceiling(link, load)) {
        promise(link, link.capacity - link.weight - load);
      }
    }
    noted.clear();
  }

  /** Whether a flow at {@code level} certainly fits on top of what an open link has promised. */
  static boolean hasRoom(Limit link, long weight, long level) {
    return !link.isPlaced() && level < link.reserve / weight;
  }

  /** A crossing of an open link has gained {@code weight}, perhaps its first. */
  void gained(Crossing crossing, long weight) {
    Limit link = crossing.crossed;
    if (crossing.weight == weight) {
      crossing.guard = crossing.holder.level;
      enter(crossing);
    }
    if (link.isPlaced()) {
      return;
    } else if (crossing.guard < link.reserve / weight) {
      link.reserve -= weight * (crossing.guard + 1);
    } else {
      look(link);
    }
  }

  /** A crossing of an open link has lost {@code weight}, perhaps its last. */
  void lost(Crossing crossing, long weight) {
    Limit link = crossing.crossed;
    if (!link.isPlaced()) {
      link.reserve += weight * (crossing.guard + 1);
    }
    if (crossing.isEmpty()) {
      leave(crossing);
    }
  }

  /** The holder has risen: raise the guards that are now too low, or make their links look. */
  void risen(Limit holder) {
    while (holder.lowestGuard < holder.level) {
      Crossing crossing = holder.guarded.first();
      Limit link = crossing.crossed;
      long need = holder.level - crossing.guard;
      if (!link.isPlaced() && need <= link.reserve / crossing.weight) {
        long most = link.reserve / crossing.weight;
        long more = need + (most - need) / 4;
        link.reserve -= crossing.weight * more;
        crossing.guard += more;
      } else {
        look(link);
        crossing.guard = Limit.OPEN;
      }
      moved(crossing);
    }
  }

  /**
   * Promises anew: half of {@code slack} to the crossings, the other half to come. A negative slack
   * promises nothing: then whatever rises makes the link look.
   */
  void promise(Limit link, long slack) {
    long load = link.capacity - link.weight - slack;
    link.promised = Math.min(load + slack, ceiling(link, load));
    long spare = link.promised - load;
    long movable = 0;
    for (int i = 0; i < link.crossings.size(); i++) {
      Crossing crossing = link.crossings.get(i);
      movable += crossing.holder.isCap ? 0 : crossing.weight;
    }
    long share = movable == 0 ? 0 : Math.max(0, spare / 2 / movable);
    for (int i = 0; i < link.crossings.size(); i++) {
      Crossing crossing = link.crossings.get(i);
      crossing.guard = crossing.holder.level;
      if (!crossing.holder.isCap) {
        crossing.guard += share;
        moved(crossing);
      }
    }
    link.reserve = spare - share * movable;
  }

  /** An open link closes: its crossings need no guards. */
  void close(Limit link) {
    for (int i = 0; i < link.crossings.size(); i++) {
      leave(link.crossings.get(i));
    }
  }

  /** A closed link opens; the guards follow with the next promise. */
  void open(Limit link) {
    for (int i = 0; i < link.crossings.size(); i++) {
      Crossing crossing = link.crossings.get(i);
      crossing.guard = Limit.OPEN;
      enter(crossing);
    }
  }

  private static long ceiling(Limit link, long load) {
    long most = Math.max(link.meter.peak, load);
    return most + most / PEAK_SHARE;
  }

  private void look(Limit link) {
    if (!link.isPlaced()) {
      waiting.put(link, 0);
    }
  }

  private static void enter(Crossing crossing) {
    Limit holder = crossing.holder;
    if (!holder.isCap) {
      holder.guarded.add(crossing);
      holder.lowestGuard = holder.guarded.first().guard;
    }
  }

  private static void moved(Crossing crossing) {
    Limit holder = crossing.holder;
    holder.guarded.reposition(crossing);
    holder.lowestGuard = holder.guarded.first().guard;
  }

  private static void leave(Crossing crossing) {
    Limit holder = crossing.holder;
    if (crossing.isPlaced()) {
      holder.guarded.remove(crossing);
      holder.lowestGuard = holder.guarded.isEmpty() ? Limit.OPEN : holder.guarded.first().guard;
    }
  }
}
