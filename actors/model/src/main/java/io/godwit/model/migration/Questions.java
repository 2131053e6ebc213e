package io.godwit.model.migration;

import io.godwit.model.entity.StatePart;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What the hosts of an attempt and their devices were asked, and have not answered. */
final class Questions implements StatePart {

  private final Map<Side, Integer> open = new EnumMap<>(Side.class);

  /** Whose host is taken to be gone, so that nobody asks it anything. */
  private final Set<Side> gone = EnumSet.noneOf(Side.class);

  /** The source was asked what devices the guest has. */
  Questions() {
    begin(Side.SOURCE, 1);
  }

  /** So many at this side, and none from before. */
  void begin(Side side, int asked) {
    drop(Side.SOURCE);
    drop(Side.DESTINATION);
    ask(side, asked);
  }

  void ask(Side side, int more) {
    open.merge(side, more, Integer::sum);
  }

  void close(Side side) {
    ask(side, -1);
  }

  /** Nobody waits for an answer from there any more. */
  void drop(Side side) {
    open.put(side, 0);
  }

  /** What a host was asked that is gone is open no more. */
  void giveUp(Side side) {
    gone.add(side);
    if (!SeededBug.GONE_HOST_AWAITED.isSown()) {
      drop(side);
    }
  }

  /** How many are open at a side. */
  int open(Side side) {
    return open.get(side);
  }

  /** How many are open at both. */
  int open() {
    return open(Side.SOURCE) + open(Side.DESTINATION);
  }

  boolean isGone(Side side) {
    return gone.contains(side);
  }
}
