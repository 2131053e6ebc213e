package io.godwit.model.member;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.MemberEvent.InterruptsArrived;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;

/**
 * The function's MSI-X, as far as it makes a difference: a mask for all vectors and a pending bit.
 * It is PCI state, which a hypervisor composes and brings over, and no part of a context (F-05).
 */
final class Interrupts implements StatePart {

  private static final long SECOND = 1_000_000_000L;

  private boolean masked;
  private boolean pending;

  /** Requests that complete each second, and since when nobody is told of them; 0 where none do. */
  private long untold;

  private SimTime since = SimTime.ZERO;

  boolean isMasked() {
    return masked;
  }

  /** Whether its guest has something to hear at {@code now}; used buffers count in closed form. */
  boolean isPending(SimTime now) {
    return pending
        || (masked && WideMath.multiplyDivideFloor(untold, now.since(since).nanos(), SECOND) > 0);
  }

  /**
   * @param rate of requests that complete each second, as of now
   */
  void mask(SimTime at, long rate) {
    if (!masked) {
      untold = rate;
      since = at;
    }
    masked = true;
  }

  void unmask() {
    masked = false;
    untold = 0;
  }

  void hold() {
    pending = true;
  }

  void send() {
    pending = false;
    untold = 0;
  }

  void arrive(InterruptsArrived event) {
    masked = event.masked();
    pending = event.pending();
  }

  void clear() {
    unmask();
    send();
  }
}
