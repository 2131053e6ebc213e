package io.godwit.dashboards.projection;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/**
 * What a guest gets done while it is moved: it stands for a while, and then is on processors that
 * may be faster or slower.
 */
final class Work {

  private int source = DirtyModel.FULL_SPEED;
  private int destination = DirtyModel.FULL_SPEED;
  private int speed;
  private boolean arrived;
  private SimTime since = SimTime.ZERO;
  private long doneNanos;

  void begin(SimTime at) {
    go(source, at);
  }

  void between(int sourceSpeed, int destinationSpeed, SimTime at) {
    source = sourceSpeed;
    destination = destinationSpeed;
    if (!arrived) {
      speed = source; // as it was while the guest waited
      go(source, at);
    }
  }

  void stand(SimTime at) {
    go(0, at);
  }

  void arrive(SimTime at) {
    arrived = true;
    go(destination, at);
  }

  /** The attempt was taken back. */
  void stay(SimTime at) {
    arrived = false;
    go(source, at);
  }

  void end(SimTime at) {
    go(0, at);
  }

  /** Processors were held up for so long. */
  void lose(SimDuration time) {
    doneNanos -= scaled(time, arrived ? destination : source);
  }

  SimDuration done() {
    return SimDuration.ofNanos(Math.max(0, doneNanos));
  }

  private void go(int next, SimTime at) {
    doneNanos += scaled(at.since(since), speed);
    since = at;
    speed = next;
  }

  private static long scaled(SimDuration time, int percent) {
    return time.scaled(percent, DirtyModel.FULL_SPEED).nanos();
  }
}
