package io.godwit.runtime.kernel;

/**
 * A timer of Akka's own, with what it does then. No entity of ours sets one: they are those of
 * actors that recover, and are gone when a delivery is done.
 */
final class Timer extends Scheduled {

  private final Runnable action;

  Timer(long atNanos, Party source, Runnable action) {
    super(atNanos, atNanos, source, source.nextTimer());
    this.action = action;
  }

  @Override
  void happen(Kernel kernel) {
    kernel.expire(this);
  }

  void act() {
    action.run();
  }

  @Override
  boolean isTimer() {
    return true;
  }
}
