package io.godwit.model.sharing;

/**
 * Something that can hold flows down to a level: a link, or a cap that some flows have in common.
 * The level is the rate of each unit of weight of the flows that it holds. A link is open while it
 * does not hold its flows down, else closed. A cap is always closed and its level never changes.
 */
final class Limit extends Ranked<Limit> {

  /** The level of a link that is open. */
  static final long OPEN = Long.MAX_VALUE;

  final int serial;
  final boolean isCap;
  final Clock clock = new Clock();
  final Meter meter = new Meter();

  /** The crossings of the flows that cross this and that another limit holds. */
  final Crossings crossings = new Crossings();

  /** The crossings of the flows that this holds, at limits that are closed. */
  final HeldCrossings closed = new HeldCrossings();

  /** The crossings of the flows that this holds, at links that are open; empty for a cap. */
  final Heap<Crossing> guarded = new Heap<>();

  /** The first guard of those, or {@link #OPEN}; above it this cannot rise without a look. */
  long lowestGuard = OPEN;

  long capacity;
  long level = OPEN;

  /** The weights of all flows that cross this. */
  long weight;

  /** The weights of the flows that this holds. */
  long held;

  /** Of a closed link: its capacity less the rates of the flows that others hold. */
  long left;

  /** Of an open link: the load at which it will have looked again, whoever rises. */
  long promised;

  /** Of an open link: what {@link Guards} may still promise of that. */
  long reserve;

  /** No more than the level at which this can next be settled; what limits are ranked by. */
  long key;

  private Limit(int serial, boolean isCap, long capacity, long level) {
    this.serial = serial;
    this.isCap = isCap;
    this.capacity = capacity;
    this.level = level;
  }

  static Limit link(int serial, long capacity) {
    return new Limit(serial, false, capacity, OPEN);
  }

  static Limit cap(int serial, long level) {
    return new Limit(serial, true, OPEN, level);
  }

  boolean isOpen() {
    return level == OPEN;
  }

  /**
   * The level at which this link fills when the flows that others hold keep their levels, but for
   * those above: {@link #OPEN} when it does not fill. Flows that others hold at the very level at
   * which it fills count as rising; so of two links that fill together neither comes first.
   */
  long fill() {
    if (weight == 0) {
      return OPEN;
    }
    long filled = capacity / weight;
    long highest = crossings.refresh();
    if (held > 0 && isSummable(highest)) {
      long rough = Math.floorDiv(capacity - crossings.rate(), held);
      if (rough - weight > highest) {
        return rough;
      }
      filled = Math.max(filled, rough - 1 - weight);
    }
    return fillFrom(filled);
  }

  /** From a level that is not too high, each round freezes the flows that turn out to be below. */
  private long fillFrom(long least) {
    long filled = least;
    while (true) {
      long rising = held + crossings.weightFrom(filled);
      if (rising == 0) {
        return OPEN;
      }
      long next = (capacity - crossings.rateBelow(filled)) / rising;
      if (next <= filled) {
        return filled;
      }
      filled = next;
    }
  }

  /** Whether the rates of all flows, none above {@code level}, fit into a long. */
  private boolean isSummable(long level) {
    return Long.numberOfLeadingZeros(level) + Long.numberOfLeadingZeros(weight) >= 66;
  }

  /**
   * What an open link has left when each unit of weight takes one unit of rate more; negative when
   * it may be full.
   */
  long slack() {
    return isSummable(crossings.refresh()) ? capacity - weight - crossings.rate() : -1;
  }

  /** The rates of the flows, once settled; a closed link's are all of its capacity. */
  long load() {
    return isOpen() ? crossings.presentRate() : capacity;
  }

  /** The bytes that the flows across this have sent. */
  long sentByFlowsUp(long now) {
    long[] sent = new long[1];
    clock.forEach(flow -> sent[0] += flow.sent(now));
    for (int i = 0; i < crossings.size(); i++) {
      crossings.get(i).forEach(flow -> sent[0] += flow.sent(now));
    }
    return sent[0];
  }

  /** A lower bound, but for wide overloads, of the level at which this closed link will fill. */
  long roughFill() {
    if (held > 0) {
      return Math.floorDiv(left, held) - 1 - weight;
    }
    return left >= weight ? level : 0;
  }

  /** Whether this waits already, with a key that is still no more than the level it will get. */
  boolean willWakeInTime() {
    return isPlaced() && held > 0 && left >= held * (key + 1 + weight);
  }

  @Override
  boolean isBefore(Limit other) {
    return key != other.key ? key < other.key : serial < other.serial;
  }
}
