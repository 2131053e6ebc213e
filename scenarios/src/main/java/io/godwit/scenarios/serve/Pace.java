package io.godwit.scenarios.serve;

import io.godwit.model.unit.SimTime;

/**
 * How fast a run may go: as fast as it can, at a multiple of real time, delivery by delivery, or
 * not at all. The run waits in it; everybody else only changes it.
 */
final class Pace {

  /** Deliveries between two looks while nothing holds the run. */
  private static final long SELDOM = 4096;

  /** And while it hurries to a moment that it must not pass by far. */
  private static final long OFTEN = 16;

  /** How long at most until a waiting run sees that it shall end. */
  private static final long WAIT_MILLIS = 100;

  private boolean paused;
  private long steps;

  /** Virtual over real time; infinite for as fast as it goes. */
  private double speed;

  private SimTime hurryUntil = SimTime.ZERO;
  private boolean hurrying;
  private long wallStart;
  private long virtualStart;
  private boolean anchored;
  private boolean ended;

  Pace(double speed, boolean paused) {
    this.speed = speed;
    this.paused = paused;
  }

  synchronized void pause() {
    paused = true;
    steps = 0;
    notifyAll();
  }

  synchronized void resume() {
    paused = false;
    anchored = false;
    notifyAll();
  }

  /** So many deliveries more, then stand. */
  synchronized void step(long deliveries) {
    paused = true;
    steps += deliveries;
    notifyAll();
  }

  synchronized void speed(double times) {
    speed = times;
    anchored = false;
    notifyAll();
  }

  /** Nothing holds the run before {@code until}, where it has been before. */
  synchronized void hurry(SimTime until) {
    hurryUntil = until;
    hurrying = true;
    anchored = false;
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean isPaused() {
    return paused;
  }

  /** Whether a run that has come to {@code now} is held there until somebody lets it go on. */
  synchronized boolean stands(SimTime now) {
    return paused && !now.isBefore(hurryUntil);
  }

  synchronized double speed() {
    return speed;
  }

  /** Deliveries until the run must ask again. */
  synchronized long every() {
    if (hurrying) {
      return OFTEN;
    }
    return paused || Double.isFinite(speed) ? 1 : SELDOM;
  }

  /** Holds the run at {@code now} until it may go on; whether it may at all. */
  synchronized boolean await(SimTime now) throws InterruptedException {
    hurrying = now.isBefore(hurryUntil);
    if (hurrying) {
      return !ended;
    }
    while (!ended && (paused ? steps == 0 : millisEarly(now) > 0)) {
      wait(paused ? WAIT_MILLIS : Math.min(WAIT_MILLIS, millisEarly(now)));
    }
    if (paused) {
      steps--;
    }
    return !ended;
  }

  private long millisEarly(SimTime now) {
    if (!Double.isFinite(speed)) {
      return 0;
    }
    if (!anchored) {
      anchored = true;
      wallStart = System.nanoTime();
      virtualStart = now.nanos();
    }
    double due = (now.nanos() - virtualStart) / speed;
    return (long) Math.ceil((due - (System.nanoTime() - wallStart)) / 1e6);
  }
}
